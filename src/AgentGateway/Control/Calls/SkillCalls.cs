using AgentGateway.Runtime.Skills;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Control.Calls;

/// <summary>
/// Which skills of workspaces are read. No tool decides that: a model has no say in what may be put before it.
/// </summary>
internal static class SkillCalls
{
    public static IEnumerable<ControlCall> All(SkillService skills) =>
    [
        new ViewCall<SkillAllowanceView>("skill_allow", () => ViewJson.Plain.SkillAllowanceView,
            (request, cancellationToken) =>
                skills.AllowAsync(request.Caller, request.Text("directory") ?? "", cancellationToken)),
        new ViewCall<SkillAllowanceView>("skill_disallow", () => ViewJson.Plain.SkillAllowanceView,
            (request, cancellationToken) =>
                skills.DisallowAsync(request.Caller, request.Text("directory") ?? "", cancellationToken)),
    ];
}
