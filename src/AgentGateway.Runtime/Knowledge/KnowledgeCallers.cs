using AgentGateway.Domain;
using AgentGateway.Domain.Knowledge;
using AgentGateway.Domain.Memory;
using AgentGateway.Runtime.Recall;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Knowledge;

/// <summary>Who is behind a call, and which scope it means: found out by the daemon, never taken from an argument.</summary>
internal static class KnowledgeCallers
{
    /// <summary>A person is one who may decide about calls; a program that speaks in their name is none.</summary>
    public static KnowledgeAuthor AuthorOf(ToolRequest request)
    {
        var caller = request.Caller;
        var isPerson = request.Requester is null && caller.Principal.Agent is null && caller.Approver.UpTo is not null
            && !caller.Origin.IsInside;
        return new(isPerson ? caller.Principal.Name : request.JudgedAs, isPerson);
    }

    /// <summary>The scope that was named; else the workspace, the agent's own, or that of the person.</summary>
    public static Outcome<MemoryScope> ScopeOf(ToolRequest request, string? named)
    {
        var reach = MemoryReach.Of(request);
        if (named is null)
            return Own(MemoryScopeKind.Workspace) ?? Own(MemoryScopeKind.Agent) ?? Own(MemoryScopeKind.Operator)!.Value;
        MemoryScopeKind? kind = named switch
        {
            "operator" => MemoryScopeKind.Operator,
            "agent" => MemoryScopeKind.Agent,
            "workspace" => MemoryScopeKind.Workspace,
            _ => null,
        };
        if (kind is { } word)
            return Own(word) is { } own
                ? own
                : Bad($"This call has no {named} of its own.", "Name it, as in workspace:/path, or leave it out.");
        if (!MemoryScope.TryParse(named, out var scope))
            return Bad(
                $"\"{ShortText.Of(named)}\" is no scope.",
                "Use global, operator, agent, workspace, operator:NAME, agent:ID or workspace:/path.");
        if (scope.Kind == MemoryScopeKind.Thread)
            return Bad("Knowledge outlives threads, so it has no scope of one.", "Use workspace, agent or global.");
        return MemoryReach.Reads(request, scope)
            ? scope
            : Bad($"The scope {scope} is out of reach for this call.", "Use workspace, agent or global.");

        MemoryScope? Own(MemoryScopeKind wanted) =>
            reach.Where(one => one.Kind == wanted).Select(one => (MemoryScope?)one).FirstOrDefault();
    }

    private static Rejection Bad(string message, string hint) => new("invalid_scope", message, hint);
}
