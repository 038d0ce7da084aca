"""Our own sentences with the events they tell, over many conflicts and of the kinds that monitors code.

Each row: the sentence, and for every event its trigger and type, in text order. Rows without events are traps.
"""

from __future__ import annotations

Row = tuple[str, tuple[tuple[str, str], ...]]

SENTENCES: tuple[Row, ...] = (
    # Fighting.
    ("Sudanese soldiers clashed with RSF fighters near the refinery in Bahri.", (("clashed", "armed_clash"),)),
    ("Armed clashes between the two militias were reported in Zawiya on Sunday.", (("Armed clashes", "armed_clash"),)),
    ("M23 fighters attacked a Congolese army position at Kibumba before dawn.", (("attacked", "armed_clash"),)),
    ("Ukrainian troops repelled nine assaults near Toretsk, the General Staff said.", (("repelled", "armed_clash"),)),
    ("Al-Shabaab militants stormed a military base in Lower Shabelle.", (("stormed", "armed_clash"),)),
    ("Unidentified gunmen ambushed an army convoy on the road to Gao.", (("ambushed", "armed_clash"),)),
    ("A gunfight broke out between soldiers and rebels in Loikaw.", (("gunfight", "armed_clash"),)),
    ("Heavy fighting continued in the south of the city for a third day.", (("Heavy fighting", "armed_clash"),)),
    ("The army launched a counter-offensive in Gezira.", (("counter-offensive", "armed_clash"),)),
    # From the air, by missile, by gun.
    ("Israeli warplanes carried out airstrikes on Nabatieh overnight.", (("airstrikes", "strike"),)),
    ("Myanmar military jets bombed a village in Sagaing.", (("bombed", "strike"),)),
    ("A Russian drone hit a minibus in Kherson.", (("hit", "strike"),)),
    ("Missiles struck two apartment buildings in Dnipro.", (("struck", "strike"),)),
    ("The Houthis fired three ballistic missiles at a tanker in the Gulf of Aden.", (("fired", "strike"),)),
    ("Turkish drones targeted an SDF vehicle in Hasakah.", (("targeted", "strike"),)),
    ("Government forces shelled Kafr Nuran with artillery.", (("shelled", "shelling"),)),
    ("Mortar fire from across the border wounded a farmer.", (("Mortar fire", "shelling"),)),
    ("RSF artillery shelling hit a market in Omdurman, killing eight.", (("artillery shelling", "shelling"),)),
    ("Hezbollah fired a barrage of rockets at Kiryat Shmona.", (("fired", "shelling"),)),
    ("Russian forces fired artillery shells at Nikopol.", (("fired", "shelling"),)),
    ("Iran launched a ballistic missile from a mobile launcher.", (("launched", "launch"),)),
    ("Air defence units shot down 14 drones over Odesa.", (("shot down", "interception"),)),
    ("Israel intercepted a missile launched from Yemen.", (("intercepted", "interception"),)),
    # Devices.
    ("A roadside bomb exploded next to a police patrol in Bannu.", (("roadside bomb", "remote_explosive"),)),
    ("A suicide bomber detonated his vest at a checkpoint in Mogadishu.", (("suicide bomber", "remote_explosive"),)),
    ("A landmine explosion in Marib killed two children.", (("landmine explosion", "remote_explosive"),)),
    ("Unknown men threw a grenade at a bar in Bujumbura.", (("threw", "remote_explosive"),)),
    ("A car bomb went off outside the governor's office.", (("car bomb", "remote_explosive"),)),
    # Ground.
    ("The Arakan Army captured the town of Ann.", (("captured", "territory_change"),)),
    ("Ukrainian forces recaptured five villages in the Kherson region.", (("recaptured", "territory_change"),)),
    ("Russian troops withdrew from Snake Island.", (("withdrew", "territory_change"),)),
    ("The rebels took control of Goma airport.", (("took control", "territory_change"),)),
    ("Opposition fighters seized three villages north of Hama.", (("seized", "territory_change"),)),
    ("Moscow annexed Crimea in 2014.", (("annexed", "territory_change"),)),
    ("Russian troops advanced along the Oskil river.", (("advanced", "movement"),)),
    ("The RSF has besieged El Fasher since May.", (("besieged", "siege"),)),
    ("Soldiers dug trenches and built fortifications around the base.", (("dug", "fortification"),)),
    # People.
    ("Gunmen killed four farmers in their fields near Djibo.", (("killed", "civilian_death"),)),
    ("Two soldiers died of their wounds in hospital.", (("died", "military_death"),)),
    ("A sniper shot dead a woman in Bakhmut.", (("shot dead", "civilian_death"),)),
    ("Armed men abducted six aid workers in Jonglei.", (("abducted", "capture_prisoners"),)),
    ("The brigade captured eleven Russian soldiers.", (("captured", "capture_prisoners"),)),
    ("The two sides exchanged 95 prisoners each on Friday.", (("exchanged", "agreement"),)),
    ("Police arrested nine activists in Mandalay.", (("arrested", "arrest"),)),
    ("Israeli forces detained 20 Palestinians in Jenin.", (("detained", "arrest"),)),
    ("Investigators found a mass grave near Izium.", (("found", "mass_grave_discovery"),)),
    ("Forensic teams exhumed 40 bodies.", (("exhumed", "exhumation"),)),
    ("Settlers burned two houses in a village south of Nablus.", (("burned", "property_destruction"),)),
    ("Militiamen looted a clinic in Geneina.", (("looted", "looting"),)),
    ("The navy seized a tanker in the strait.", (("seized", "seizure"),)),
    ("A military helicopter crashed in Zamfara.", (("crashed", "crash"),)),
    ("The governor ordered residents to evacuate.", (("evacuate", "evacuation_call"),)),
    # Politics and aid.
    ("Thousands of people protested in Tel Aviv for a hostage deal.", (("protested", "protest"),)),
    ("Residents held a demonstration against the junta in Bamako.", (("demonstration", "protest"),)),
    ("Rioters clashed with police in Nairobi.", (("clashed", "riot"),)),
    ("Germany will send Ukraine two more IRIS-T systems.", (("send", "pledge"),)),
    ("The Netherlands delivered the first F-16 jets to Ukraine.", (("delivered", "arms_delivery"),)),
    ("Poland pledged 14 Leopard tanks.", (("pledged", "pledge"),)),
    ("The Security Council voted on a ceasefire resolution.", (("voted", "vote"),)),
    ("Parliament ratified the treaty.", (("ratified", "legislation"),)),
    ("The president appointed a new defence minister.", (("appointed", "appointment"),)),
    ("Putin announced a partial mobilisation.", (("partial mobilisation", "conscription"),)),
    ("Armenia and Azerbaijan signed a ceasefire agreement.", (("signed", "agreement"),)),
    ("Peace talks between the army and the RSF began in Jeddah.", (("Peace talks", "negotiation"),)),
    ("Russia invaded Ukraine in February 2022.", (("invaded", "invasion"),)),
    # An act and what it left behind are one event.
    ("An Israeli airstrike on a school in Gaza City killed 12 people and wounded 30.", (("airstrike", "strike"),)),
    ("Shelling destroyed a house and damaged a kindergarten in Sumy.", (("Shelling", "shelling"),)),
    # Traps.
    ("The factory makes armoured fighting vehicles and attack helicopters.", ()),
    ("Teachers began a nationwide strike over pay, and striking a balance is hard.", ()),
    ("He suffered a heart attack during the battle of ideas.", (("battle", "armed_clash"),)),
    ("The unit is in combat readiness.", ()),
    ("The occupied territories were quiet.", ()),
    ("An air raid alert sounded in Kyiv.", ()),
    ("The strike group left port.", ()),
    ("Such missiles can hit targets at 300 kilometres.", ()),
    ("The death toll is not known.", ()),
    ("Members of the resistance committee met donors online.", ()),
    ("The company reached a turnover of two million.", ()),
)
