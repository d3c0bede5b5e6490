package io.airclass.roster.intake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dhatim.fastexcel.VisibilityState;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** The workbook in which a school or county fills in its roster: its sheets, and the empty template. */
final class Workbooks {
    static final String MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    static final String FILE_NAME = "roster.xlsx";

    static final Map<String, String> ORG_TYPES = Map.of("学校", "school", "教学点", "teaching-point");
    static final Map<String, String> STAGES = Map.of(
            "幼儿园",
            "kindergarten",
            "小学",
            "primary",
            "初中",
            "junior",
            "高中",
            "senior",
            "中职",
            "vocational",
            "高校",
            "university");
    static final Map<String, String> DUTIES = Map.of("教师", "teacher", "校长", "principal", "学校管理员", "siteAdministrator");
    static final List<String> GRADES = List.of("幼儿园", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12");

    private static final int ROWS_WITH_LISTS = 20_000;
    private static final double COLUMN_WIDTH = 18;
    private static final String VALUES = "选项";

    /** The sheets, with their headings; a heading with a star must be filled. */
    enum Sheet {
        SCHOOLS("学校", List.of("学校编号*", "学校名称*", "上级机构编号", "类型", "学段"), List.of()),
        CLASSES("班级", List.of("班级编号*", "班级名称*", "学校编号*", "年级*", "学段", "班主任编号"), List.of()),
        TEACHERS("教师", List.of("教师编号*", "姓*", "名*", "学校编号*", "职务", "任教", "用户名", "初始密码"), List.of("手机号", "身份证号")),
        STUDENTS("学生", List.of("学生编号*", "姓*", "名*", "班级编号*", "用户名", "初始密码"), List.of("手机号", "身份证号", "学籍号")),
        GUARDIANS("家长", List.of("家长编号*", "姓*", "名*", "学生编号*", "用户名", "初始密码"), List.of("手机号", "身份证号"));

        final String title;
        final List<String> headings;
        /** They stand after the others, all or none: an older template does not have them. */
        final List<String> particulars;

        Sheet(String title, List<String> headings, List<String> particulars) {
            this.title = title;
            this.headings = headings;
            this.particulars = particulars;
        }

        List<String> allHeadings() {
            return Stream.concat(headings.stream(), particulars.stream()).toList();
        }
    }

    private static final List<String> EXPLANATION = List.of(
            "每张工作表一行一条记录，带 * 的列必须填写。请不要改动表头和工作表名称。",
            "编号由 1 至 64 个字母、数字或 . _ - 组成，终身不变；再次导入时按编号更新。",
            "学校：上级机构编号可以为空，表示导入所针对的机构；学段可填多个，用逗号分隔。",
            "班级：年级填 1 至 12 或“幼儿园”；班主任编号须在“教师”表中。",
            "教师：任教写作“班级编号:学科”，多项用分号分隔，例如 c-101:语文;c-102:语文。职务为空时按教师处理。",
            "学生：班级编号须在“班级”表中。",
            "家长：学生编号可填多个，用逗号分隔；学生须在“学生”表中。",
            "用户名为空时没有账号；初始密码为空时由学校另行发放。已有账号的密码不会改变。",
            "手机号、身份证号、学籍号可以为空，为空时已有的号码不变；身份证号和学籍号须为文本格式。号码加密保存，不会出现在任何报告中。",
            "导入以本工作簿为准：表中出现的班级和人员，其关系全部按表更新；未出现的保持不变。");

    private Workbooks() {}

    /** The empty template. */
    static byte[] template() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var workbook = new Workbook(bytes, "Airclass", "1.0")) {
            var explanation = workbook.newWorksheet("说明");
            explanation.width(0, 100);
            for (int i = 0; i < EXPLANATION.size(); i++) {
                explanation.value(i, 0, EXPLANATION.get(i));
            }
            var sheets = new EnumMap<Sheet, Worksheet>(Sheet.class);
            for (Sheet sheet : Sheet.values()) {
                sheets.put(sheet, headed(workbook.newWorksheet(sheet.title), sheet));
            }
            var values = workbook.newWorksheet(VALUES);
            values.setVisibilityState(VisibilityState.HIDDEN);
            list(values, 0, List.of("学校", "教学点"), sheets.get(Sheet.SCHOOLS), 3);
            list(values, 1, GRADES, sheets.get(Sheet.CLASSES), 3);
            list(values, 2, List.of("幼儿园", "小学", "初中", "高中", "中职", "高校"), sheets.get(Sheet.CLASSES), 4);
            list(values, 3, List.of("教师", "校长", "学校管理员"), sheets.get(Sheet.TEACHERS), 4);
        }
        return bytes.toByteArray();
    }

    private static Worksheet headed(Worksheet worksheet, Sheet sheet) {
        List<String> headings = sheet.allHeadings();
        for (int i = 0; i < headings.size(); i++) {
            worksheet.value(0, i, headings.get(i));
            worksheet.style(0, i).bold().set();
            worksheet.width(i, COLUMN_WIDTH);
        }
        for (int i = sheet.headings.size(); i < headings.size(); i++) {
            worksheet.style(i).format("@").set();
        }
        worksheet.freezePane(0, 1);
        return worksheet;
    }

    private static void list(Worksheet values, int column, List<String> all, Worksheet sheet, int of) {
        for (int i = 0; i < all.size(); i++) {
            values.value(i, column, all.get(i));
        }
        sheet.range(1, of, ROWS_WITH_LISTS, of).validateWithList(values.range(0, column, all.size() - 1, column));
    }
}
