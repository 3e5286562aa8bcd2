"""Google's Fact Check Tools API, v1alpha1, as its discovery document describes it, answered from what we published.

A program that was written for Google's server works with this one once its base address is changed.
"""
