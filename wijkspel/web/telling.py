"""A story as one reader meets it: which wording, which sound, and what has to be said about both."""

from collections.abc import Sequence
from dataclasses import dataclass

from wijkspel.captions import spoken_parts
from wijkspel.media.models import Picture, Sound
from wijkspel.places.models import Spot
from wijkspel.stories.models import Story, StoryText
from wijkspel.stories.queries import first_stories
from wijkspel.stories.rules import wording_for
from wijkspel.web.reading import Reader

Paragraph = list[tuple[str, float | None]]  # in parts, each with its second in the sound where that is known


@dataclass(frozen=True, slots=True)
class Telling:
    """A story with the wording for this reader, and the wording that the sound speaks if that is another one."""

    story: Story
    text: StoryText
    spoken: StoryText | None
    has_plain: bool

    @property
    def sound(self) -> Sound | None:
        """The recording to play, if there is one."""
        return self.spoken.sound if self.spoken else None

    @property
    def speaks_another_wording(self) -> bool:
        """Whether the sound says other words than the text on the page."""
        return self.spoken is not None and self.spoken is not self.text

    @property
    def paragraphs(self) -> list[Paragraph]:
        """The text in paragraphs."""
        return self._in_parts(self.text)

    @property
    def spoken_paragraphs(self) -> list[Paragraph]:
        """The wording that the sound speaks, in paragraphs."""
        return self._in_parts(self.spoken) if self.spoken else []

    def _in_parts(self, text: StoryText) -> list[Paragraph]:
        cues = self.sound.cues if self.sound and self.sound.cues and text is self.spoken else []
        paragraphs, number = [], 0
        for paragraph in text.paragraphs:
            parts, number = spoken_parts(paragraph, cues, number)
            paragraphs.append(parts)
        return paragraphs

    @property
    def pictures(self) -> list[Picture]:
        """The old and the new picture, as far as there are any."""
        return [picture for picture in (self.story.old_picture, self.story.new_picture) if picture]


def tellings(stories: list[Story], reader: Reader) -> list[Telling]:
    """Return stories as this reader meets them; one without any text is left out."""
    told = []
    for story in stories:
        text = wording_for(story.texts, language=reader.language, plain=reader.plain)
        if text is not None:
            has_plain = any(other.kind == "plain" and other.language == reader.language for other in story.texts)
            told.append(Telling(story, text, _spoken(story, text), has_plain))
    return told


@dataclass(frozen=True, slots=True)
class Signpost:
    """A spot to go to: its first story's picture and title if it has one, and how far it is in metres if known."""

    spot: Spot
    picture: Picture | None
    text: StoryText | None
    metres: float | None


def signposts(spots: Sequence[tuple[Spot, float | None]], reader: Reader) -> list[Signpost]:
    """Return signposts to spots, in the same order."""
    stories = first_stories(spot.id for spot, _ in spots)
    return [_signpost(spot, stories.get(spot.id), metres, reader) for spot, metres in spots]


def with_stories_first(spots: Sequence[Spot], reader: Reader, *, most: int) -> list[Signpost]:
    """Return signposts to some of these spots: those with a story to hear before those without."""
    found = signposts([(spot, None) for spot in spots], reader)
    return sorted(found, key=lambda one: one.text is None)[:most]


def _signpost(spot: Spot, story: Story | None, metres: float | None, reader: Reader) -> Signpost:
    if story is None:
        return Signpost(spot, None, None, metres)
    text = wording_for(story.texts, language=reader.language, plain=reader.plain)
    return Signpost(spot, story.new_picture or story.old_picture, text, metres)


def _spoken(story: Story, text: StoryText) -> StoryText | None:
    same_language = [other for other in story.texts if other.sound and other.language == text.language]
    original = [story.original] if story.original and story.original.sound else []
    candidates = ([text] if text.sound else []) + same_language + original
    return candidates[0] if candidates else None
