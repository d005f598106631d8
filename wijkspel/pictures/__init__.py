"""Pictures: from a photo as phones send it to the files we show: upright, in sRGB, in three sizes, and nothing else.

`sizes` says what there is of a picture and under which name; `areas` what of it has to become unrecognisable;
`developing` hands a photo to `darkroom`, a program of its own that decodes it, and takes back what it made. `own` looks
at a picture that another server of ours made.
"""
