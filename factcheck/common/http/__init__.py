"""What every answer of the APIs has, whatever it says: middleware, in the order of MIDDLEWARE.

Only addresses below APIS are concerned, but for the identifier of the request, which every answer has.
"""
