package io.airclass.launcher.region;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A county-level unit of the prefecture: its code, how many schools it has, and the places they are named after. */
record Division(String name, Optional<String> code, int seniorSchools, int juniorSchools, List<String> places) {

    static final List<Division> ALL = List.of(
            county(
                    "兴义市",
                    "522301",
                    13,
                    56,
                    "桔山 坪东 兴泰 丰都 木贾 万峰林 下五屯 马岭 敬南 乌沙 白碗窑 捧乍 鲁布格 三江口 清水河 威舍 泥凼 洛万 仓更 沧江 猪场坪 七舍 则戎 雄武"),
            county("兴仁市", "522302", 6, 32, "城北 城南 东湖 真武山 屯脚 巴铃 潘家庄 回龙 下山 新龙场 大山 马马崖 百德 李关 波阳 民建 鲁础营"),
            county("普安县", "522323", 4, 21, "盘水 南湖 九峰 江西坡 青山 罗汉 地瓜 楼下 兴中 新店 龙吟 白沙 高棉"),
            county("晴隆县", "522324", 3, 18, "莲城 三宝 大厂 沙子 碧痕 鸡场 花贡 中营 光照 茶马 长流 紫马 安谷"),
            county("贞丰县", "522325", 4, 24, "永丰 珉谷 丰茂 龙场 者相 北盘江 白层 鲁贡 小屯 长田 沙坪 挽澜 连环 平街 鲁容"),
            county("望谟县", "522326", 3, 15, "王母 平洞 新屯 蟠桃 乐元 打易 乐旺 桑郎 麻山 石屯 蔗香 郊纳 大观 边饶 昂武 油迈"),
            county("册亨县", "522327", 3, 14, "者楼 高洛 纳福 冗渡 丫他 巧马 秧坝 双江 岩架 八渡 坡妹 弼佑 百口"),
            county("安龙县", "522328", 5, 22, "招提 栖凤 钱相 万峰湖 洒雨 普坪 龙山 海子 笃山 平乐 坡脚 兴隆 戈塘"),
            new Division(
                    "义龙新区", Optional.empty(), 2, 8, List.of("顶效", "郑屯", "鲁屯", "万屯", "德卧", "木咱", "雨樟", "龙广", "新桥")));

    private static final String[] NUMERALS = {
        "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五", "十六", "十七", "十八", "十九", "二十"
    };

    private static Division county(String name, String code, int seniorSchools, int juniorSchools, String places) {
        return new Division(name, Optional.of(code), seniorSchools, juniorSchools, List.of(places.split(" ")));
    }

    String type() {
        return code.isPresent() ? "county" : "functional-zone";
    }

    /** Names of the senior high schools (普通高中), all different. */
    List<String> seniorNames() {
        var names = new ArrayList<String>();
        for (var prefix : List.of("云岭", "民族", "金州", "启航")) {
            names.add(name + prefix + "高级中学");
        }
        for (var numeral : NUMERALS) {
            names.add(name + "第" + numeral + "高级中学");
        }
        return names.subList(0, seniorSchools);
    }

    /** Names of the junior high schools (初中), all different: a third numbered, the others after their townships. */
    List<String> juniorNames() {
        var names = new ArrayList<String>();
        for (int i = 0; i < juniorSchools / 3; i++) {
            names.add(name + "第" + NUMERALS[i] + "初级中学");
        }
        for (var place : places) {
            names.add(name + place + "中学");
        }
        for (var place : places) {
            names.add(name + place + "民族中学");
        }
        return names.subList(0, juniorSchools);
    }
}
