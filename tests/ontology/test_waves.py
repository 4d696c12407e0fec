"""The waves of reforms: their names and the acts that ordered them."""

from ontology.agencies import waves
from ontology.agencies.gazetteer import Agencies


def test_a_reform_belongs_to_a_wave_with_its_acts() -> None:
    wave = waves.wave_of("自然资源")
    assert wave and (wave.zh, wave.en) == ("2018年机构改革", "Institutional reform of 2018 to 2019")
    assert wave.acts == ("深化党和国家机构改革方案（2018）", "关于地方机构改革有关问题的指导意见（2018）")
    assert waves.wave_of("无此改革") is None


def test_every_reform_has_a_wave_that_an_act_orders() -> None:
    for reform in Agencies.load().reforms:
        wave = waves.wave_of(reform.name)
        assert wave and wave.zh and wave.en and wave.acts, reform.name
