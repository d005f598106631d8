"""Exchange: tours that come in from files of other programs, and tours that go out as such files.

Every format is read into one value and written from it (`tour_file`), so what goes out comes in as the same tour. What
comes in is first judged against its neighbourhood, doubt by doubt, and then made as a draft: all of it, or nothing.
"""
