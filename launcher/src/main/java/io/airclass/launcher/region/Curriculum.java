package io.airclass.launcher.region;

import java.util.LinkedHashMap;
import java.util.Map;

/** Which subjects a grade has, and how many periods a week of each: 35 in all, seven a day. */
final class Curriculum {
    static final int DAYS = 5;
    static final int PERIODS = 7;

    private Curriculum() {}

    static Map<String, Integer> periodsAWeek(int grade) {
        return switch (grade) {
            case 7 -> plan("语文 6 数学 6 英语 6 道德与法治 3 历史 2 地理 2 生物学 2 体育与健康 4 音乐 1 美术 1 信息科技 2");
            case 8 -> plan("语文 5 数学 6 英语 5 道德与法治 3 历史 2 地理 2 生物学 2 物理 3 体育与健康 4 音乐 1 美术 1 信息科技 1");
            case 9 -> plan("语文 6 数学 6 英语 6 道德与法治 3 历史 3 物理 4 化学 3 体育与健康 3 美术 1");
            case 10 -> plan("语文 5 数学 5 英语 5 物理 3 化学 3 生物学 3 思想政治 2 历史 2 地理 2 体育与健康 3 音乐 1 信息技术 1");
            case 11 -> plan("语文 5 数学 6 英语 5 物理 4 化学 3 生物学 3 思想政治 2 历史 2 地理 2 体育与健康 2 美术 1");
            case 12 -> plan("语文 6 数学 6 英语 6 物理 4 化学 3 生物学 3 思想政治 2 历史 1 地理 1 体育与健康 3");
            default -> throw new IllegalArgumentException("no curriculum for grade " + grade);
        };
    }

    private static Map<String, Integer> plan(String text) {
        var words = text.split(" ");
        var plan = new LinkedHashMap<String, Integer>();
        for (int i = 0; i < words.length; i += 2) {
            plan.put(words[i], Integer.valueOf(words[i + 1]));
        }
        return plan;
    }
}
