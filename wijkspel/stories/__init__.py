"""Stories: what people tell about a place and a time, in several languages, with pictures and sound.

A story knows its status and who may read it; deciding about it is the work of `curation`. Several stories may share a
spot, as equals.
"""
