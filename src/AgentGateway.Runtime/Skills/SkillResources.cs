using AgentGateway.Domain;
using AgentGateway.Runtime.Resources;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Skills;

/// <summary>
/// The files of skills that everyone is offered, at the addresses that the skills extension of MCP gives them. Those of
/// workspaces are not among them, because a resource is the same for all clients.
/// </summary>
internal sealed class SkillResources(SkillService skills) : IResourceSource
{
    public IReadOnlyList<Resource> Resources =>
    [
        Resource.OfView(
            "skills", "Skills", "agw://skills", "The skills of the program and of this machine's person, as skill_list "
                + "gives them. Read one at skill://NAME/SKILL.md.",
            () => ViewJson.Plain.SkillListView,
            (_, _) => Task.FromResult<Outcome<SkillListView>>(SkillViewWriter.Of(skills.Common()))),
        .. skills.Common().Skills.Select(found => new Resource(
            found.Skill.Name,
            found.Skill.Name,
            $"skill://{found.Skill.Name}/{SkillRules.MainFile}",
            found.Skill.Description,
            (_, _) => Task.FromResult(Read($"{found.Skill.Name}/{SkillRules.MainFile}")))
        {
            MimeType = Resource.Markdown,
        }),
        new Resource(
            "skill", "A file of a skill", "skill://{+path}",
            "A file of a skill: skill://NAME/SKILL.md, or another that skill_list names.",
            (path, _) => Task.FromResult(Read(path)))
        {
            MimeType = Resource.Markdown,
        },
    ];

    private Outcome<string> Read(string path)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0) return SkillRefusals.Unknown(path);
        if (skills.Common().Find(path[..slash]) is not { } skill) return SkillRefusals.Unknown(path[..slash]);
        var file = path[(slash + 1)..];
        return skill.TextOf(file) is { } text ? text : SkillRefusals.UnknownFile(skill, file);
    }
}
