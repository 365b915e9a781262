using AgentGateway.Domain;

namespace AgentGateway.Runtime.Skills;

/// <summary>Why a skill is not given, or a decision about skills not taken.</summary>
internal static class SkillRefusals
{
    public static readonly Rejection LocalOnly = new(
        "not_allowed", "Only the person at the local command line decides which skills of a workspace are read.",
        "A person runs agw skill allow in the workspace, outside of the daemon's sessions.");

    public static Rejection Unknown(string name) => new(
        "unknown_skill", $"There is no skill \"{ShortText.Of(name)}\" here.",
        "skill_list names those that can be read here.");

    public static Rejection UnknownFile(Skill skill, string file) => new(
        "unknown_skill_file", $"The skill {skill.Name} has no file \"{ShortText.Of(file)}\".",
        $"It has: {string.Join(", ", skill.Folder.Files.Take(20).Select(one => one.Path))}.");

    public static Rejection NoSkills(string directory) => new(
        "no_skills", $"{directory} has no folder {SkillRules.WorkspaceFolder} with skills.",
        $"Skills of a workspace are {SkillRules.WorkspaceFolder}/NAME/{SkillRules.MainFile}; see agw://docs/skills.");

    public static Rejection NoDirectory(string directory) => new(
        "invalid_argument", $"{ShortText.Of(directory)} is no directory.", "Name the workspace by its full path.");
}
