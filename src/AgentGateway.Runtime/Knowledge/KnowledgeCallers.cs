using AgentGateway.Domain;
using AgentGateway.Domain.Knowledge;
using AgentGateway.Domain.Memory;
using AgentGateway.Runtime.Memory;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Knowledge;

/// <summary>Who is behind a call, and which scope it means: found out by the daemon, never taken from an argument.</summary>
internal static class KnowledgeCallers
{
    private static readonly Rejection OfThread = new(
        "invalid_scope", "Knowledge outlives threads, so it has no scope of one.", "Use workspace, agent or global.");

    /// <summary>A person is one who may decide about calls; a program that speaks in their name is none.</summary>
    public static KnowledgeAuthor AuthorOf(ToolRequest request)
    {
        var caller = request.Caller;
        var isPerson = request.Requester is null && caller.Principal.Agent is null && caller.Approver.UpTo is not null
            && !caller.Origin.IsInside;
        return new(isPerson ? caller.Principal.Name : request.JudgedAs, isPerson);
    }

    /// <summary>The scope that was named; else the directory of the call, the agent's own, or that of the person.</summary>
    public static Outcome<MemoryScope> ScopeOf(ToolRequest request, string? named)
    {
        if (named is null && request.Workspace is { } workspace) return MemoryScope.Workspace(workspace);
        if (MemoryCallers.Scope(request, named).IsRejected(out var refused, out var scope)) return refused;
        return scope.Kind == MemoryScopeKind.Thread ? OfThread : scope;
    }
}
