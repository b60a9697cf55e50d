"""What every table says of itself: its design, whom it counts, what it cannot show."""

from pod.evaluation.analysis.findings import Honest

CHANGE = Honest(
    design="Before and after, all together. No comparison group.",
    who="People with both a first and a last measure of this score.",
    cannot=(
        "It cannot show that the course caused the change. Time, practice with the"
        " measure, regression to the mean and who stayed may explain it."
    ),
)
ARMS = Honest(
    design="Arms drawn by lot before anybody began; analysed as drawn.",
    who=(
        "People with a first and a later measure of this score, in the arm that was"
        " drawn; as many as stand beside each estimate."
    ),
    cannot=(
        "It cannot show what anybody who left would have scored, nor that people in"
        " one prison did not talk to people in the other arm."
    ),
)
MODELLED = Honest(
    design="All together, at every measure point. No comparison group.",
    who="Everybody measured at least once, as many as stand beside each estimate.",
    cannot=(
        "It cannot show that the course caused the change, nor put right what is"
        " missing because of what nobody measured."
    ),
)
FLOW = Honest(
    design="Everybody whose results left a pod, counted at each measure point.",
    who="People who came with a bundle and did not withdraw.",
    cannot=(
        "It cannot show people who were never asked or who said no. Without a measure"
        " here are those who left, those who are not there yet, and those whom a pod"
        " still keeps back because too few are alike."
    ),
)
HELD = Honest(
    design="What the newest bundle of each pod says of results that it keeps back.",
    who=(
        "People who agreed, at least so many: a pod tells no number under its k, and of"
        " a point the activity that is kept back of most people counts."
    ),
    cannot=(
        "It cannot show whose results they are, what they say, or whether those of"
        " people kept back differ from those that came."
    ),
)
QUALITY = Honest(
    design="Everything that arrived and was accepted, counted as it came.",
    who="Bundles and rows in the catalogue; people by the points they reached.",
    cannot="It cannot show why somebody gave no answer beyond the reason recorded.",
)
FIDELITY = Honest(
    design="What the pods recorded of sittings, minutes and bookings.",
    who="People at the furthest measure point that they reached.",
    cannot=(
        "It cannot show how well anything was delivered, nor what people practised away"
        " from the pod. Who came more often differs in other ways too."
    ),
)
DOSE = Honest(
    design="Observational: nobody was given their dose by lot.",
    who="People with both measures, by how many sittings they had had by the last.",
    cannot="It cannot show that more sittings do more: those who come differ.",
)
SITES = Honest(
    design="Each site before and after, then all shown together; not compared by lot.",
    who="People with both measures, at sites that are large enough to be shown.",
    cannot=(
        "It cannot rank sites: their people differ, small sites differ by chance, and"
        " small sites are not here."
    ),
)
SERVED = Honest(
    design="One group, before and after, judged as a talking therapies service is.",
    who=(
        "People with a first and a last number of both scores; recoveries are out of"
        " those who began as a case."
    ),
    cannot=(
        "It cannot show that the course caused it, nor be compared with a service's"
        " own figures: its people chose to come, and were ill."
    ),
)
