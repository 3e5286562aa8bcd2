"""Claims as annotations of the document that they stand in: W3C Web Annotation Data Model and Protocol, to read."""
