"""Our own lines about the General Staff's figures of June and July 2022: sound ones, and ones with a planted fault.

Each is the day of publication, the line, and the cause that a check has to name (None: the line is sound). The record
is the one bundled with the demo.
"""

from __future__ import annotations

from attribune.reconcile.verdict import CauseKind

__all__ = ["LINES", "UNCHECKED"]

K = CauseKind
LINES: tuple[tuple[str, str, CauseKind | None], ...] = (
    # sound
    ("2022-06-01", "Russia has lost 1,361 tanks since February 24, Ukraine's General Staff said.", None),
    (
        "2022-06-02",
        "Russia has lost about 30,850 soldiers since February 24, Ukraine's General Staff said.",
        None,
    ),
    ("2022-06-10", "From February 24 to June 10 Russia lost 572 drones, Ukraine's General Staff said.", None),
    (
        "2022-06-14",
        "According to the General Staff of Ukraine, Russia has lost 721 artillery systems in total since February 24.",
        None,
    ),
    (
        "2022-06-20",
        "From February 24 to June 20 Russia lost 3,588 armoured vehicles, Ukraine's General Staff said.",
        None,
    ),
    ("2022-06-27", "Russia has lost around 35,000 troops since February 24, the Ukrainian General Staff said.", None),
    (
        "2022-06-30",
        "From February 24 to June 30 Russia lost more than 1,570 tanks, Ukraine's General Staff said.",
        None,
    ),
    ("2022-07-01", "Since February 24 Russia has lost at least 640 drones, Ukraine's General Staff said.", None),
    (
        "2022-07-02",
        "From February 24 to July 2 Russia lost 246 multiple launch rocket systems, Ukraine's General Staff said.",
        None,
    ),
    ("2022-07-06", "Russia has lost 1,600 tanks since the start of the war, Ukraine's General Staff said.", None),
    (
        "2022-07-06",
        "Russia has lost 806 artillery systems since the start of the war, Ukraine's General Staff said.",
        None,
    ),  # one copy
    (
        "2022-07-06",
        "Russia has lost 812 artillery systems since the start of the war, Ukraine's General Staff said.",
        None,
    ),  # the other
    # a figure of the day before
    ("2022-06-04", "From February 24 to June 4 Russia lost 1,367 tanks, Ukraine's General Staff said.", K.YESTERDAY),
    (
        "2022-06-11",
        "From February 24 to June 11 Russia lost 3,450 armoured vehicles, Ukraine's General Staff said.",
        K.YESTERDAY,
    ),
    ("2022-06-19", "From February 24 to June 19 Russia lost 594 drones, Ukraine's General Staff said.", K.YESTERDAY),
    (
        "2022-06-25",
        "From February 24 to June 25 Russia lost about 34,530 soldiers, Ukraine's General Staff said.",
        K.YESTERDAY,
    ),
    ("2022-07-05", "From February 24 to July 5 Russia lost 1,589 tanks, Ukraine's General Staff said.", K.YESTERDAY),
    (
        "2022-07-06",
        "From February 24 to July 6 Russia lost about 36,350 soldiers, Ukraine's General Staff said.",
        K.YESTERDAY,
    ),
    # a figure of the day after
    (
        "2022-06-14",
        "From February 24 to June 14 Russia lost 3,528 armoured vehicles, Ukraine's General Staff said.",
        K.TOMORROW,
    ),
    (
        "2022-07-03",
        "From February 24 to July 3 Russia lost 2,629 vehicles and fuel tanks, Ukraine's General Staff said.",
        K.TOMORROW,
    ),
    # digits swapped
    ("2022-06-05", "From February 24 to June 5 Russia lost 1,831 tanks, Ukraine's General Staff said.", K.SWAPPED),
    (
        "2022-06-08",
        "From February 24 to June 8 Russia lost 730 artillery systems, Ukraine's General Staff said.",
        K.SWAPPED,
    ),
    (
        "2022-06-16",
        "From February 24 to June 16 Russia lost 3,455 armoured vehicles, Ukraine's General Staff said.",
        K.SWAPPED,
    ),
    ("2022-06-24", "From February 24 to June 24 Russia lost 262 drones, Ukraine's General Staff said.", K.SWAPPED),
    ("2022-07-05", "From February 24 to July 5 Russia lost 1,954 tanks, Ukraine's General Staff said.", K.SWAPPED),
    (
        "2022-07-05",
        "From February 24 to July 5 Russia lost 3,727 armoured vehicles, Ukraine's General Staff said.",
        K.SWAPPED,
    ),
    # the figure of a neighbouring category
    (
        "2022-06-10",
        "From February 24 to June 10 Russia lost 222 artillery systems, Ukraine's General Staff said.",
        K.CATEGORY,
    ),
    (
        "2022-06-13",
        "From February 24 to June 13 Russia lost 1,432 armoured vehicles, Ukraine's General Staff said.",
        K.CATEGORY,
    ),
    ("2022-06-23", "From February 24 to June 23 Russia lost 3,632 tanks, Ukraine's General Staff said.", K.CATEGORY),
    (
        "2022-06-28",
        "From February 24 to June 28 Russia lost 778 multiple launch rocket systems, Ukraine's General Staff said.",
        K.CATEGORY,
    ),
    ("2022-07-01", "From February 24 to July 1 Russia lost 217 helicopters, Ukraine's General Staff said.", K.CATEGORY),
    (
        "2022-07-04",
        "From February 24 to July 4 Russia lost 105 multiple launch rocket systems, Ukraine's General Staff said.",
        K.CATEGORY,
    ),
    # a figure of another day
    ("2022-06-20", "From February 24 to June 20 Russia lost 1,398 tanks, Ukraine's General Staff said.", K.OTHER_DAY),
    (
        "2022-06-26",
        "From February 24 to June 26 Russia lost 3,577 armoured vehicles, Ukraine's General Staff said.",
        K.OTHER_DAY,
    ),
    (
        "2022-07-03",
        "From February 24 to July 3 Russia lost 2,548 vehicles and fuel tanks, Ukraine's General Staff said.",
        K.OTHER_DAY,
    ),
    (
        "2022-07-06",
        "From February 24 to July 6 Russia lost 759 artillery systems, Ukraine's General Staff said.",
        K.OTHER_DAY,
    ),
    ("2022-06-05", "From February 24 to June 5 Russia lost 585 drones, Ukraine's General Staff said.", K.OTHER_DAY),
    # rounded without saying so
    ("2022-06-03", "From February 24 to June 3 Russia lost 31,000 soldiers, Ukraine's General Staff said.", K.ROUNDED),
    (
        "2022-06-12",
        "From February 24 to June 12 Russia lost 3,500 armoured vehicles, Ukraine's General Staff said.",
        K.ROUNDED,
    ),
    ("2022-06-22", "From February 24 to June 22 Russia lost 1,500 tanks, Ukraine's General Staff said.", K.ROUNDED),
    (
        "2022-07-02",
        "From February 24 to July 2 Russia lost 2,600 vehicles and fuel tanks, Ukraine's General Staff said.",
        K.ROUNDED,
    ),
    (
        "2022-07-06",
        "From February 24 to July 6 Russia lost 150 cruise missiles, Ukraine's General Staff said.",
        K.ROUNDED,
    ),
    # "about" stretched too far
    (
        "2022-06-09",
        "From February 24 to June 9 Russia lost about 32,800 soldiers, Ukraine's General Staff said.",
        K.ABOUT,
    ),
    (
        "2022-06-21",
        "From February 24 to June 21 Russia lost around 1,550 tanks, Ukraine's General Staff said.",
        K.ABOUT,
    ),
    ("2022-07-01", "From February 24 to July 1 Russia lost about 625 drones, Ukraine's General Staff said.", K.ABOUT),
    # one digit wrong
    ("2022-06-07", "From February 24 to June 7 Russia lost 1,790 tanks, Ukraine's General Staff said.", K.DIGIT),
    (
        "2022-06-18",
        "From February 24 to June 18 Russia lost 357 armoured vehicles, Ukraine's General Staff said.",
        K.DIGIT,
    ),
    (
        "2022-06-29",
        "From February 24 to June 29 Russia lost 3,120 armoured vehicles, Ukraine's General Staff said.",
        K.DIGIT,
    ),
    # another claimant's figure
    (
        "2022-06-13",
        "From February 24 to June 13 Russia lost 3,492 armoured vehicles, the Russian Ministry of Defence said.",
        K.CLAIMANT,
    ),
    (
        "2022-06-27",
        "From February 24 to June 27 Russia lost 1,552 tanks, the Russian Ministry of Defence said.",
        K.CLAIMANT,
    ),
    # other phrasings
    (
        "2022-06-04",
        "The Russian army has lost 1,376 tanks and 540 drones since the invasion began, according to the "
        "General Staff of the Armed Forces of Ukraine.",
        None,
    ),
    (
        "2022-06-10",
        "Ukraine's General Staff puts Russian losses at about 31,900 troops, 1,409 tanks and 3,450 armoured vehicles.",
        None,
    ),
    (
        "2022-06-18",
        "In its morning update, the General Staff of the Armed Forces of Ukraine said Russian forces had "
        "lost 33,350 personnel and 594 UAVs since 24 February.",
        None,
    ),
    (
        "2022-06-19",
        "KYIV — Some 33,600 Russian soldiers have been lost since the start of the full-scale invasion, the "
        "Ukrainian General Staff reported on Sunday.",
        None,
    ),
    (
        "2022-06-28",
        "The General Staff in Kyiv said Moscow's forces had lost 217 aircraft, 185 helicopters and 636 "
        "drones between 24 February and 28 June.",
        None,
    ),
    (
        "2022-06-29",
        "The total combat losses of the enemy from 24.02 to 29.06 were approximately: personnel - about "
        "35450, tanks - 1572, armoured combat vehicles - 3720, artillery systems - 781, MLRS - 246, the "
        "General Staff of the Armed Forces of Ukraine said.",
        None,
    ),
    (
        "2022-06-30",
        "“The enemy has lost almost 35,600 people since February 24,” the General Staff of the Armed Forces "
        "of Ukraine wrote on Facebook.",
        None,
    ),
    ("2022-07-01", "Since the war began Russia has lost over 1,570 tanks, Ukraine's General Staff claims.", None),
    ("2022-06-17", "Ukraine's military says it has destroyed 1,456 Russian tanks since February 24.", None),
    (
        "2022-06-29",
        "Ukraine repelled 12 attacks and Russia lost 1,572 tanks in all, the General Staff of the Armed "
        "Forces of Ukraine said.",
        None,
    ),
    (
        "2022-06-10",
        "Ukraine's General Staff said on Friday that Russia had lost 1,398 tanks between February 24 and June 10.",
        K.YESTERDAY,
    ),
    (
        "2022-06-18",
        "As of June 18, Russian forces had lost 3,563 armoured vehicles, according to the General Staff of "
        "the Armed Forces of Ukraine.",
        K.YESTERDAY,
    ),
    (
        "2022-06-29",
        "The Ukrainian General Staff says the Russian military lost 636 drones between 24 February and 29 June.",
        K.YESTERDAY,
    ),
    (
        "2022-06-11",
        "Russian losses as of 11 June, according to the General Staff of Ukraine:\n\n- tanks: 1,409\n- drones: 579",
        K.YESTERDAY,
    ),
    (
        "2022-07-01",
        "“From 24 February to 1 July the occupiers lost about 35,600 personnel,” the General Staff of the "
        "Armed Forces of Ukraine said.",
        K.YESTERDAY,
    ),
    (
        "2022-06-28",
        "From February 24 to June 28, Russia lost 781 artillery systems, Ukraine's General Staff reported.",
        K.TOMORROW,
    ),
    (
        "2022-06-17",
        "Between February 24 and June 17, Russian troops lost 1,465 tanks, the Ukrainian General Staff said.",
        K.TOMORROW,
    ),
    (
        "2022-06-10",
        "The Russian army lost 4,350 armoured vehicles from 24 February to 10 June, the General Staff of the "
        "Armed Forces of Ukraine said.",
        K.SWAPPED,
    ),
    (
        "2022-06-18",
        "Russia had lost 549 drones by June 18 since the start of the invasion, Ukraine's General Staff said.",
        K.SWAPPED,
    ),
    (
        "2022-06-30",
        "According to Ukraine's General Staff, Russia lost 1,753 tanks between February 24 and June 30.",
        K.SWAPPED,
    ),
    (
        "2022-06-29",
        "From 24 February to 29 June Moscow lost 3,270 armoured vehicles, says the General Staff of the "
        "Armed Forces of Ukraine.",
        K.SWAPPED,
    ),
    (
        "2022-06-18",
        "Between 24 February and 18 June Russia lost 739 tanks, the General Staff of the Armed Forces of Ukraine said.",
        K.CATEGORY,
    ),
    (
        "2022-06-29",
        "Ukraine's General Staff said Russian forces lost 1,572 armoured vehicles from February 24 to June 29.",
        K.CATEGORY,
    ),
    (
        "2022-06-30",
        "From February 24 to June 30 the Russian army lost 641 helicopters, Ukraine's General Staff said.",
        K.CATEGORY,
    ),
    (
        "2022-07-01",
        "Russia lost 3,736 vehicles and fuel tanks between February 24 and July 1, said the General Staff of "
        "the Armed Forces of Ukraine.",
        K.CATEGORY,
    ),
    (
        "2022-06-30",
        "The General Staff of the Armed Forces of Ukraine said Russia lost 1,409 tanks from February 24 to June 30.",
        K.OTHER_DAY,
    ),
    (
        "2022-07-01",
        "By its count, Russian forces lost 33,600 personnel between 24 February and 1 July, Ukraine's "
        "General Staff said.",
        K.OTHER_DAY,
    ),
    (
        "2022-06-28",
        "Russia lost 535 drones from February 24 to June 28, according to the Ukrainian General Staff.",
        K.OTHER_DAY,
    ),
    ("2022-06-28", "Russia lost 1,570 tanks between February 24 and June 28, Ukraine's General Staff said.", K.ROUNDED),
    (
        "2022-06-19",
        "Ukraine's General Staff said that Russian forces lost 3,600 armoured vehicles from 24 February to 19 June.",
        K.ROUNDED,
    ),
    (
        "2022-07-01",
        "From February 24 to July 1 the Russian military lost 3,740 armoured vehicles, according to "
        "Ukraine's General Staff.",
        K.ROUNDED,
    ),
    (
        "2022-06-29",
        "Russia lost about 1,540 tanks between February 24 and June 29, Ukraine's General Staff said.",
        K.ABOUT,
    ),
    (
        "2022-06-30",
        "Around 34,800 Russian soldiers were lost between February 24 and June 30, according to the General "
        "Staff of the Armed Forces of Ukraine.",
        K.ABOUT,
    ),
    (
        "2022-06-18",
        "From February 24 to June 18 Russia lost 1,665 tanks, the General Staff of the Armed Forces of Ukraine said.",
        K.DIGIT,
    ),
    (
        "2022-06-29",
        "Ukraine's General Staff said Russia lost 7,720 armoured vehicles between February 24 and June 29.",
        K.DIGIT,
    ),
    (
        "2022-06-30",
        "Russia's Defence Ministry said Russian forces lost 35,600 troops between 24 February and 30 June.",
        K.CLAIMANT,
    ),
    ("2022-06-29", "The Kremlin said on Wednesday that Russia has lost 1,572 tanks since February 24.", K.CLAIMANT),
    (
        "2022-06-18",
        "The Russian Ministry of Defence admitted that Russia lost 3,573 armoured vehicles from 24 February "
        "to 18 June.",
        K.CLAIMANT,
    ),
)

UNCHECKED = (
    # what a day added, and others' dead: no totals of the record
    ("2022-07-01", "Ukraine's General Staff said Russian troops lost four tanks and 150 soldiers over the past day."),
    ("2022-07-01", "The Ukrainian General Staff said 11 children and 40 civilians were killed in the east."),
)
