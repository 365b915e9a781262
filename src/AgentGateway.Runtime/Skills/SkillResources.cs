using AgentGateway.Domain;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Resources;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Skills;

/// <summary>
/// The files of the skills that a reader is offered, at the addresses that the skills extension of MCP gives them. Those
/// of a workspace, once they are allowed, are for clients that work in it; there they stand over others of their name.
/// </summary>
internal sealed class SkillResources(SkillService skills) : IResourceSource
{
    public IReadOnlyList<Resource> Resources => Of(skills.Common());

    public async ValueTask<IReadOnlyList<Resource>> ResourcesOfAsync(
        Caller caller, CancellationToken cancellationToken) =>
        Of(await skills.FindAsync(caller.Workspace, cancellationToken));

    private IReadOnlyList<Resource> Of(SkillCatalogue catalogue) =>
    [
        Resource.OfView(
            "skills", "Skills", "agw://skills", "The skills that the reader is offered, as skill_list gives them. Read one "
                + "at skill://NAME/SKILL.md.",
            () => ViewJson.Plain.SkillListView,
            async (request, cancellationToken) => await skills.ListAsync(request.Caller.Workspace, cancellationToken)),
        .. catalogue.Skills.Select(found => new Resource(
            found.Skill.Name,
            found.Skill.Name,
            $"skill://{found.Skill.Name}/{SkillRules.MainFile}",
            found.Skill.Description,
            (request, cancellationToken) => ReadAsync(
                request.Caller, $"{found.Skill.Name}/{SkillRules.MainFile}", cancellationToken))
        {
            MimeType = Resource.Markdown,
        }),
        new Resource(
            "skill", "A file of a skill", "skill://{+path}",
            "A file of a skill: skill://NAME/SKILL.md, or another that skill_list names.",
            (request, cancellationToken) => ReadAsync(request.Caller, request.Variable, cancellationToken))
        {
            MimeType = Resource.Markdown,
        },
    ];

    private async Task<Outcome<string>> ReadAsync(Caller caller, string path, CancellationToken cancellationToken)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0) return SkillRefusals.Unknown(path);
        var catalogue = await skills.FindAsync(caller.Workspace, cancellationToken);
        if (catalogue.Find(path[..slash]) is not { } skill) return SkillRefusals.Unknown(path[..slash]);
        var file = path[(slash + 1)..];
        return skill.TextOf(file) is { } text ? text : SkillRefusals.UnknownFile(skill, file);
    }
}
