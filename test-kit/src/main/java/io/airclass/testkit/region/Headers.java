package io.airclass.testkit.region;

/** The first lines of the files of a OneRoster 1.2 bundle, with the columns of our own that tests fill. */
public final class Headers {
    public static final String SESSIONS =
            "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear\n";
    public static final String ORGS =
            "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId,metadata.airclass.type,"
                    + "metadata.airclass.divisionCode,metadata.airclass.stages,metadata.airclass.managingOrg\n";
    public static final String CLASSES =
            "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,"
                    + "termSourcedIds,subjects,subjectCodes,periods,metadata.airclass.stage\n";
    public static final String USERS =
            "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,"
                    + "sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,preferredGivenName,preferredMiddleName,"
                    + "preferredFamilyName,primaryOrgSourcedId,pronouns\n";
    public static final String ROLES =
            "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,"
                    + "userProfileSourcedId,metadata.airclass.role\n";
    public static final String ENROLLMENTS =
            "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate,"
                    + "metadata.airclass.subject\n";

    private Headers() {}
}
