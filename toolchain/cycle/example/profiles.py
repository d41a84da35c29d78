"""The made-up organisations of the example cycle: who they are and how they fare."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from toolchain.model.schema import USCC
from toolchain.model.sheets.checks import Event
from toolchain.model.sheets.vocabulary import EventKind, EventLevel, YesNo

MAKING, SERVING = "制造业", "服务业"


@dataclass(frozen=True)
class Profile:
    """What the example says of one organisation; figures are (revenue, profit, net profit, assets) in 万元 per year."""

    uscc: str
    name: str
    address: str
    established: date
    trade: str
    representative: str
    employees: int
    product: str
    received: date
    level: int
    votes: tuple[int, int, int, int] = (0, 0, 0, 0)
    figures: tuple[tuple[str, str, str, str], ...] = ()
    nonprofit: bool = False
    specialised: bool = False
    requested: tuple[str, ...] = ()
    supplemented: date | None = None
    events: tuple[Event, ...] = field(default=())
    pending: str = ""


TURNED = Profile(
    uscc="91410702MA46HG5759",
    name="新乡市中原化工设备有限公司",
    address="河南省新乡市红旗区新东产业集聚区科隆大道88号",
    established=date(2012, 6, 18),
    trade=MAKING,
    representative="孟庆林",
    employees=186,
    product="压力容器和换热设备",
    received=date(2025, 4, 18),
    level=70,
    figures=(
        ("9860.5", "512.3", "435.6", "15230"),
        ("10240", "548.9", "466.1", "15890"),
        ("10615.2", "530", "450.5", "16420"),
    ),
    events=(
        Event(
            uscc=USCC("91410702MA46HG5759"),
            kind=EventKind.INSPECTION,
            level=EventLevel.PROVINCIAL,
            happened=date(2023, 9, 18),
            responsible=YesNo.YES,
            overturned=YesNo.NO,
            facts="省级产品质量监督抽查中，一批次列管式换热器的水压试验项目不合格",
            evidence="省级监督抽查结果通报（2023年第7期）",
            department="区市场监督管理局",
        ),
    ),
)

LOSING = Profile(
    uscc="91410702MA45JC363Y",
    name="新乡市锦程纺织有限公司",
    address="河南省新乡市红旗区洪门镇工业路16号",
    established=date(2009, 3, 5),
    trade=MAKING,
    representative="丁秀兰",
    employees=320,
    product="精梳棉纱和坯布",
    received=date(2025, 4, 22),
    level=66,
    figures=(
        ("15320", "-420.5", "-436.2", "22100"),
        ("16105.4", "182.6", "155.2", "21830"),
        ("15980", "136", "118.4", "21560"),
    ),
)

LATE = Profile(
    uscc="91410702MA47CG78XU",
    name="新乡市晨光家具有限公司",
    address="河南省新乡市红旗区平原路东段206号",
    established=date(2015, 9, 1),
    trade=MAKING,
    representative="崔海波",
    employees=95,
    product="办公和校用家具",
    received=date(2025, 5, 6),
    level=64,
    figures=(
        ("4210", "260", "221", "5300"),
        ("4560", "285.5", "242.7", "5580"),
        ("4835", "301", "255.9", "5910"),
    ),
)

INCOMPLETE = Profile(
    uscc="91410702MA44DN1594",
    name="新乡市鼎盛建材有限公司",
    address="河南省新乡市红旗区小店镇新长大道9号",
    established=date(2011, 11, 11),
    trade=MAKING,
    representative="范建设",
    employees=140,
    product="预拌混凝土和预制构件",
    received=date(2025, 4, 29),
    level=62,
    figures=(
        ("18600", "705", "599.3", "20100"),
        ("17950", "622.4", "529", "20480"),
        ("18220", "648", "550.8", "20890"),
    ),
    requested=("《企业信用承诺书》", "无严重失信行为证明"),
    supplemented=date(2025, 5, 12),
)

HOLDING = Profile(
    uscc="91410702MA4DQT461N",
    name="新乡市正源计量仪器有限公司",
    address="河南省新乡市红旗区新东产业集聚区华兰大道7号",
    established=date(2011, 5, 9),
    trade=MAKING,
    representative="冉正平",
    employees=168,
    product="智能水表和流量计量装置",
    received=date(2025, 4, 23),
    level=79,
    figures=(
        ("14820", "1186", "1008.1", "16300"),
        ("15960.4", "1275.5", "1084.2", "17150"),
        ("16890", "1342", "1140.7", "18020"),
    ),
)

REPEATING = Profile(
    uscc="91410702MA43HY9421",
    name="新乡市宏远阀门制造有限公司",
    address="河南省新乡市红旗区新二街与科隆大道交叉口",
    established=date(2006, 8, 20),
    trade=MAKING,
    representative="段宏伟",
    employees=410,
    product="工业阀门",
    received=date(2025, 4, 10),
    level=80,
    votes=(14, 1, 1, 0),
    figures=(
        ("26500", "2180", "1853", "31200"),
        ("28150", "2365.5", "2010.7", "33050"),
        ("30120", "2540", "2159", "35400"),
    ),
    specialised=True,
)

PROFILES = (
    Profile(
        uscc="91410702MA40HT313A",
        name="新乡市恒拓精密机械有限公司",
        address="河南省新乡市红旗区新东产业集聚区创业路1号",
        established=date(2010, 4, 26),
        trade=MAKING,
        representative="贺东升",
        employees=368,
        product="高精度滚动功能部件",
        received=date(2025, 4, 8),
        level=86,
        votes=(15, 1, 0, 0),
        figures=(
            ("32150.8", "3420.6", "2907.5", "41200"),
            ("35480", "3865", "3285.3", "44650"),
            ("39920.5", "4410.2", "3748.7", "48900"),
        ),
        specialised=True,
    ),
    Profile(
        uscc="91410702MA41QM525H",
        name="新乡市启明电气科技有限公司",
        address="河南省新乡市红旗区向阳路街道金穗大道318号",
        established=date(2013, 1, 15),
        trade=MAKING,
        representative="秦志远",
        employees=245,
        product="智能配电设备",
        received=date(2025, 4, 15),
        level=83,
        votes=(13, 1, 1, 0),
        figures=(
            ("18420", "1560", "1326", "21050"),
            ("20180.6", "1782.4", "1515", "23400"),
            ("22750", "2035", "1729.8", "25880"),
        ),
        specialised=True,
    ),
    Profile(
        uscc="91410702MA42JN731W",
        name="新乡市金穗食品有限公司",
        address="河南省新乡市红旗区渠东街道食品路27号",
        established=date(2008, 7, 30),
        trade=MAKING,
        representative="温丽萍",
        employees=512,
        product="速冻面米制品",
        received=date(2025, 4, 25),
        level=74,
        votes=(9, 5, 1, 1),
        figures=(
            ("24600", "985", "837.3", "18900"),
            ("25890", "1040.7", "884.6", "19550"),
            ("27130", "1102", "936.7", "20300"),
        ),
        events=(
            Event(
                uscc=USCC("91410702MA42JN731W"),
                kind=EventKind.INSPECTION,
                level=EventLevel.DISTRICT,
                happened=date(2024, 5, 20),
                responsible=YesNo.YES,
                overturned=YesNo.NO,
                facts="区级食品监督抽检中，一批次速冻水饺的标签净含量标注不规范，已整改",
                evidence="区级食品监督抽检公告（2024年第11号）",
                department="区市场监督管理局",
            ),
        ),
    ),
    REPEATING,
    INCOMPLETE,
    LOSING,
    TURNED,
    LATE,
    HOLDING,
    Profile(
        uscc="52410702MJ48KN997R",
        name="红旗区康宁养老服务中心",
        address="河南省新乡市红旗区文化街道健康路52号",
        established=date(2016, 5, 12),
        trade=SERVING,
        representative="祝玉芳",
        employees=78,
        product="社区居家养老和医养结合服务",
        received=date(2025, 4, 16),
        level=71,
        votes=(10, 4, 2, 0),
        nonprofit=True,
        pending="社会贡献的对比数据尚缺全区同类机构的上年度床位使用率",
    ),
    Profile(
        uscc="91410702MA49MY2086",
        name="新乡市牧野智慧物流有限公司",
        address="河南省新乡市红旗区关堤乡物流园中心路6号",
        established=date(2014, 10, 9),
        trade=SERVING,
        representative="葛云龙",
        employees=290,
        product="城市共同配送和冷链仓储服务",
        received=date(2025, 4, 21),
        level=82,
        votes=(14, 1, 1, 0),
        figures=(
            ("21300", "1265", "1075.3", "16800"),
            ("24150", "1498.8", "1274", "18250"),
            ("27560", "1802", "1531.7", "20400"),
        ),
    ),
    Profile(
        uscc="91410702MA4AYF413Y",
        name="新乡市云帆信息技术有限公司",
        address="河南省新乡市红旗区东街街道互联网大厦12层",
        established=date(2017, 2, 14),
        trade=SERVING,
        representative="陆一鸣",
        employees=132,
        product="工业互联网平台服务",
        received=date(2025, 4, 28),
        level=67,
        figures=(
            ("3980", "325", "276.3", "4200"),
            ("4620", "388.5", "330.2", "4760"),
            ("5310", "452", "384.2", "5420"),
        ),
        specialised=True,
    ),
)
"""Every applicant, in the order of the story."""
