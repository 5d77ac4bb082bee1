"""Every limit of the program, with its reason."""

from typing import Final

# What a file may hold.
MAX_BYTES: Final = 10 * 1024 * 1024
"""The largest known model has 120 barriers and less than 100 KB; all of a file is held in memory."""

MAX_DEPTH: Final = 100
"""Mappings and lists within each other: all that follows a tree does so by recursion."""

MAX_NODES: Final = 500_000
"""Values of a file, those of aliases included, ten for each item: a million take three seconds to read."""

MAX_ALIASED_NODES: Final = 20_000
"""Values that come from aliases: nobody types that many, but an alias bomb holds them in 200 bytes."""

MAX_ALIASED_CHARACTERS: Final = 1_000_000
"""Characters of text that come from aliases: a text of 900 KB and 3,000 aliases make 2.7 GB of output."""

MAX_ITEMS: Final = 50_000
"""Entries of all lists of a file: the largest known model has 500, and 500,000 take ten seconds to check."""

MAX_STAGES: Final = 500
"""Stages of a model, in its schema too: a poster of 3,000 takes 20 seconds, and nobody can read it."""

MAX_NAME_LENGTH: Final = 1_000
"""Characters of a name, in the schema: it appears in each finding, heading and address that is about it."""

MAX_NUMBER_LENGTH: Final = 300
"""Digits of a number: beyond this it is no quantity, and Python refuses to convert it at 4,300."""

MAX_TOML_BYTES: Final = 250_000
"""Of a pyproject.toml with a configuration: hardly any has 100 KB, and its parser is slow on hostile ones."""

MAX_TOML_DOTS: Final = 200
"""Dots in one line of it: a key of 20,000 parts takes the parser nine seconds."""

MAX_TOML_NODES: Final = 10_000
"""Values of its section: 100 custom rules have 1,000, and each is looked for in the text."""

BINARY_ZERO_RATIO: Final = 20
"""A file in which more than one byte in so many is zero is no text; fewer are control characters."""

MAX_QUOTED_LENGTH: Final = 60
"""Characters of a text that a message about its layout quotes: enough to find it."""

MAX_ITEM_LINE: Final = 50
"""Characters of a line that may be an item of its own: a longer one was broken because it is long."""

MAX_LISTED_WORDS: Final = 5
"""Words of each part of a text that may be a list: sentences have commas too."""

# What a sheet may hold.
MAX_UNPACKED_BYTES: Final = 100 * 1024 * 1024
"""Of the XML in a workbook: 10 MiB of zip may hold 10 GiB; our largest workbook has 30 MB."""

MAX_SHEET_ROWS: Final = 100_000
"""Rows of a sheet, far more than a model has items; a cell behind them is a trace of another program."""

MAX_SHEET_COLUMNS: Final = 2_000
"""Columns of a sheet, likewise: a model has 500 stages at most."""

MAX_SHEET_AREA: Final = 1_000_000
"""Cells of the sheets of a file up to their last rows and columns, empty ones too: all are in memory."""

MAX_CELL_TEXT: Final = 50_000
"""Characters of a cell of a sheet: Excel allows 32,767, and each may begin an item."""

MAX_REPORTED: Final = 20
"""Sentences that an import prints under one heading; all of them are comments in the model."""

# Other programs.
MAX_GIT_SECONDS: Final = 5
"""Seconds in which git says which files it ignores: it needs a few hundredths, and without them none is."""

# What is reported.
MAX_PER_RULE: Final = 1_000
"""Violations of one rule that are reported for a file: nobody reads more, and hostile files hold more."""

MAX_SYNTAX_ERRORS: Final = 20
"""Syntax errors that are reported for a file: each one is fixed, and the file read again to find the next."""

MAX_DIAGNOSED: Final = 400
"""Characters behind a bracket in which its mistake is looked for: the search takes the square of that."""

MAX_READ_AGAIN: Final = 300_000
"""Characters that are read again to find further syntax errors: 100,000 take a second."""

MAX_SCHEMA_ERRORS: Final = 3_000
"""Errors that are taken from the schema's validator for a file, and violations made of them."""

MAX_NAMES: Final = 12
"""Names in one message; the rest is counted."""

MAX_PARAMETER_LENGTH: Final = 1_000
"""Characters of a parameter in a message: thousands of findings may name the same long text."""

# What an exported file may hold.
MAX_PROPERTY_LENGTH: Final = 255
"""Characters of the title among the properties of a Word file: python-docx refuses more."""

MAX_CELL_LENGTH: Final = 16_000
"""Characters of a hidden cell of a workbook: Excel takes 32,767 UTF-16 units, of which an emoji is two."""

MAX_SHEET_NAME: Final = 31
"""Characters of the name of a sheet: Excel refuses more."""

MAX_HEADER_LENGTH: Final = 100
"""Characters of the title in a sheet's header: Excel takes 255 with its codes and the classification."""

MAX_JOINED_ON_PAPER: Final = 100
"""Letters of a word with joiners or marks that a poster does not part: of 127, the typesetter breaks down."""

MAX_PAGE_ENTRIES: Final = 12_000
"""Entries of all lists of a model in a page: the largest known model has 500."""

MAX_WORKBOOK_ENTRIES: Final = 5_000
"""The same in a workbook, whose library takes a second and a half for so many."""

MAX_REPORT_ENTRIES: Final = 8_000
"""The same in a Word file."""

MAX_DECK_ENTRIES: Final = 8_000
"""The same in a presentation, which takes two seconds with so many, and some hundred slides."""

MAX_WORKSHOP_ENTRIES: Final = 20_000
"""The same in the sheets of a workshop: nobody could print the 10,000 sheets of as many partners."""

MAX_TRANSLATED_ITEMS: Final = 20_000
"""Items of a model that is shown in another language, which takes a second for so many."""

MAX_SLIDES: Final = 1_000
"""Slides of a presentation: the largest known model needs 27, and 10,000 items with long names need 700."""

MAX_POSTER_ENTRIES: Final = 2_500
"""Entries on a poster: the largest known model has 500; of 2,500 nobody could read any more on a wall."""

MAX_POSTER_LETTERS: Final = 400_000
"""Letters of all entries on a poster: some sheets of the largest paper, full of the smallest print."""

MAX_CACHED_WIDTHS: Final = 20_000
"""Words whose widths are kept in memory to lay out slides and sheets: a hostile file has no end of them."""

# Names that are compared, guessed and turned into addresses.
MAX_SLUG_LENGTH: Final = 1_000
"""Characters of an id made from a name: each address in a stage begins with the stage's id."""

MAX_GUESSED_LENGTH: Final = 100
"""Characters of a name that may be meant by a misspelt one: comparing takes the square of the length."""

MAX_GUESSES: Final = 20
"""Misspelt names of a file for which a name is guessed: nobody reads more."""

MAX_COMPARED: Final = 12
"""Names that a misspelt one is compared with: those that share most pairs of letters with it."""

# The model and its gaps: what a message names, and what rules compare.
MAX_CANDIDATES: Final = 12
"""Candidates that are named for one ambiguous reference: many elements may share a name."""

MAX_OWNERS_OFFERED: Final = 12
"""Different owners that the barriers of one link offer a measure: each measure goes through all of them."""

MAX_BARRIERS_ELSEWHERE: Final = 12
"""Barriers of other stages that a hint names: many may address one party."""

MAX_NAMES_OF_ENTITY: Final = 100
"""Labels and stages of one entity that a finding names: many barriers or knowledge gaps may be about it."""

MAX_LANGUAGES: Final = 24
"""Languages whose missing texts are counted, as many as the European Union has: each looks at every text."""

MAX_STAGES_IN_BRACKETS: Final = 12
"""Stages that are named in brackets after a party: many barriers may address it."""

MAX_NAMES_IN_SENTENCE: Final = 5
"""Names that a sentence lists; of more it gives the number only."""

MAX_AGENDA_POINTS: Final = 5
"""Points under a question: a group takes in no more; the rest is counted."""

MAX_AGENDA_ENTRIES: Final = 8
"""Invitations and overdue promises that an agenda in text lists; the rest is counted."""

MAX_SHOWN_LENGTH: Final = 80
"""Characters of a value that a finding of a custom rule shows."""

MAX_MENTIONED_LENGTH: Final = 40
"""Letters of a name that is looked for within the names of barriers; longer ones are hardly repeated."""

MAX_NAMES_COMPARED: Final = 20_000
"""Names that are compared for likeness, more than any workshop fills in."""

MAX_WORDS_COMPARED: Final = 12
"""Words of a name that is searched for a misspelt word: it gets a key for each of them."""

MAX_LENGTH_BEFORE_ABBREVIATION: Final = 200
"""Characters before an abbreviation in brackets: they are read again for each pair of brackets."""

MAX_WORDS_OF_RESTRICTED_NAME: Final = 20
"""Words of a restricted name that are looked for: each word of a text begins a search of so many."""

MAX_LENGTHS_BY_REPEATS: Final = (5_000, 500, 200, 100)
"""Characters of a text that a pattern is run on, by its number of `*`, `+` and `{2,}`: at most three."""

MAX_CHOICES_OF_PATTERN: Final = 10
"""The `?` and groups with `|` of a pattern: each may double the ways in which it matches."""

# What a report may hold.
MAX_MARKDOWN_FINDINGS: Final = 1_000
"""Findings in a Markdown summary: GitHub drops a summary of more than a mebibyte."""

MAX_SARIF_RESULTS: Final = 25_000
"""Results in a SARIF report: GitHub takes no more from one run."""

MAX_AGENDA_NAMES: Final = 5
"""Names that a line of the agenda lists; of more it says how many there are, and where most of them are."""

MAX_SOME_NAMES: Final = 2
"""Names in a fact of the agenda, before "and 12 others"."""

MAX_AGENDA_LINE: Final = 72
"""Characters of a line of the agenda, which short points share, and names fill before "and 12 others"."""

MAX_TWINS: Final = 20
"""Findings that differ in their number alone in a baseline of format 1: each number tried is a hash."""

# What a workshop may take.
MIN_WORKSHOP: Final = 60
"""Minutes of a workshop: in less, a group answers no question."""

MAX_WORKSHOP: Final = 480
"""Minutes of a workshop: a longer one takes more than a day."""
