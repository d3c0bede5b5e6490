package io.airclass.launcher.region;

import java.util.Random;

/** Personal names as they occur in the region, drawn from a seeded source. */
final class ChineseNames {
    private static final String[] SURNAMES =
            "王 李 张 杨 陈 罗 黄 刘 韦 岑 陆 周 吴 赵 何 蒋 唐 徐 谢 龙 郭 邓 覃 贺 潘 卢 梁 查 余 班 鲁 田 石 熊 毛 欧阳 彭 曾 肖".split(" ");
    private static final String[] MALE =
            "伟 强 磊 洋 勇 军 杰 涛 明 浩 宇 轩 志 文 俊 博 天 子 家 建 国 海 峰 林 鑫 鹏 飞 龙 昊 晨 泽 思 永 成 光 兴 正 云 一 松".split(" ");
    private static final String[] FEMALE =
            "芳 娜 敏 静 丽 艳 娟 霞 燕 玲 婷 雪 梅 兰 欣 怡 雨 佳 梦 琪 思 慧 颖 洁 莹 倩 蕾 萍 晓 云 春 秀 月 子 若 诗 语 涵 婉 琳".split(" ");

    private final Random random;

    ChineseNames(Random random) {
        this.random = random;
    }

    String familyName() {
        return pick(SURNAMES);
    }

    /** One character for a fifth of the people, two different ones for the others. */
    String givenName(boolean female) {
        var characters = female ? FEMALE : MALE;
        var first = pick(characters);
        if (random.nextInt(5) == 0) {
            return first;
        }
        String second;
        do {
            second = pick(characters);
        } while (second.equals(first));
        return first + second;
    }

    private String pick(String[] from) {
        return from[random.nextInt(from.length)];
    }
}
