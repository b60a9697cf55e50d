"""What every table says of itself: its design, whom it counts, what it cannot show."""

from pod.evaluation.analysis.findings import Honest

CHANGE = Honest(
    design="One group, before and after. No comparison group.",
    who="People with both a first and a last measure of this score.",
    cannot=(
        "It cannot show that the course caused the change. Time, practice with the"
        " measure, regression to the mean and who stayed may explain it."
    ),
)
ARMS = Honest(
    design="Arms drawn by lot before anybody began; analysed as drawn.",
    who="People with both a first and a last measure of this score, in their own arm.",
    cannot=(
        "It cannot show what anybody who left would have scored, nor that people in"
        " one prison did not talk to people in the other arm."
    ),
)
FLOW = Honest(
    design="Everybody whose results left a pod, counted at each measure point.",
    who="People who came with a bundle and did not withdraw.",
    cannot=(
        "It cannot show people who were never asked, who said no, or who are still held"
        " back at a pod because too few are alike."
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
