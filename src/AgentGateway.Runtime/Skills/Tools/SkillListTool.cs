using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Skills.Tools;

/// <summary><c>skill_list</c>.</summary>
public sealed class SkillListTool(SkillService skills) : Tool<SkillListView>(Declaration)
{
    public static readonly ToolDeclaration<SkillListView> Declaration = new()
    {
        Name = "skill_list",
        Title = "List skills",
        Description = "Lists skills: texts that say how something is done here, with when they are of use and where "
            + "they are from. Read one with skill_read before you do what it is about.",
        Toolset = Toolsets.Skills,
        Audience = ToolAudience.Everyone,
        Conduct = ToolConduct.Reads,
        Risk = RiskClass.R0,
        Arguments = [],
        Result = () => ViewJson.Plain.SkillListView,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await skills.ListAsync(request.Workspace, cancellationToken));
}
