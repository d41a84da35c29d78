"""Workbooks in and out, for any declaration: nothing here knows a particular sheet."""
