"""What the cover of a review sheet says: how the lawyer fills it in."""

from wte_ppp.messages import mark

HOW: tuple[str, ...] = (
    mark("Each row of the sheet 'Review' is a value of the profile, or a question that it leaves "
         "open. What changes an award or a tariff stands first."),
    mark("Read the article in the original. Then fill in the yellow cells of the row; all other "
         "cells are locked."),
    mark("It says what the row says: enter the day on which you read it, what you read, and your "
         "initials."),
    mark("It says something else: enter also the value and the article that you saw."),
    mark("The law changed from a day on: enter that day under 'In force since' too. The value that "
         "held before is kept."),
    mark("Nothing is known yet: enter value, document, article, first day and kind as well. A "
         "document that is not listed goes into the sheet 'Documents' first, under a short name."),
    mark("Numbers are numbers without unit; ninety-two percent is 92. A range is two numbers, such "
         "as 40 to 60. Words of a list are separated by semicolons. Shares are named: technical "
         "30; price 70. Days are written as YYYY-MM-DD; where only the month is known, YYYY-MM."),
    mark("A value in steps goes into the sheet 'Tables', one row a step, upper bound included; "
         "leave the last bound empty where the step has none. Leave 'Value seen' empty then."),
    mark("Emission limits that are not known yet go into the sheet 'Limits', one row a limit, with "
         "oxygen, temperature and gas at its head. Leave 'Value seen' empty then."),
    mark("Tables, scales and limits that the profile holds already are shown in words. Confirm "
         "them here; they are changed in the profile's files."),
    mark("'Binds' says what a tender or study may do with it. Only law that was read binds."),
    mark("Leave a row empty that you have not read. You can hand the sheet in several times."),
    mark("Save it as .xlsx. It comes back with: wte-ppp guidance review {profile} --from FILE"),
)  # fmt: skip
HOW_NEW: tuple[str, ...] = (
    mark("Each row of the sheet 'Review' is a question that a country answers, with why it "
         "matters. What changes an award or a tariff stands first."),
    HOW[1],
    mark("Enter what you have read: value, document, article, first day, day read, what you read, "
         "kind and initials. Each document goes into the sheet 'Documents' first, under a short "
         "name."),
    *HOW[6:9],
    mark("Leave a row empty of which you know nothing; it becomes a stated gap. A remark "
         "alone says where to ask."),
    HOW[10],
    mark("Save it as .xlsx. It becomes a profile with: wte-ppp guidance new {profile} --from FILE"),
)  # fmt: skip
