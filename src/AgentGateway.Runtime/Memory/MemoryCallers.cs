using AgentGateway.Domain;
using AgentGateway.Domain.Memory;
using AgentGateway.Runtime.Recall;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Memory;

/// <summary>
/// Finds out who is behind a call that concerns memory: which scope it means, and whether its words can be trusted. All
/// of it comes from what the daemon knows of the caller and the turn; an argument may make words less trusted, never
/// more.
/// </summary>
public sealed class MemoryCallers
{
    private readonly OutsideWords _outside;

    internal MemoryCallers(OutsideWords outside) => _outside = outside;

    /// <summary>The scope that was named, or the caller's usual one: the agent's own, else that of its person.</summary>
    public static Outcome<MemoryScope> Scope(ToolRequest request, string? named)
    {
        if (named is null) return AgentOf(request) is { } own ? MemoryScope.Agent(own) : OperatorOf(request);
        switch (named)
        {
            case "operator":
                return OperatorOf(request);
            case "agent":
                return AgentOf(request) is { } agent ? MemoryScope.Agent(agent) : MemoryRejections.NoOwn(named);
            case "workspace":
                return request.Workspace is { } path ? MemoryScope.Workspace(path) : MemoryRejections.NoOwn(named);
            case "thread":
                return request.Thread is { } thread
                    ? MemoryScope.Thread(thread.Value)
                    : MemoryRejections.NoOwn(named);
        }

        if (!MemoryScope.TryParse(named, out var scope)) return MemoryRejections.BadScope(named);
        return MemoryReach.Reads(request, scope) ? scope : MemoryRejections.OutOfReach(scope);
    }

    /// <summary>
    /// The scopes of a list: the one that is named, all of them for <c>all</c> where the caller is a person or a program
    /// of this machine (null), and else those that the caller reads.
    /// </summary>
    public static Outcome<IReadOnlyList<MemoryScope>?> Scopes(ToolRequest request, string? named)
    {
        if (named == "all" && AgentOf(request) is null && request.Caller.Speaker is null)
            return Outcome.Of<IReadOnlyList<MemoryScope>?>(null);
        if (named is null or "all") return Outcome.Of<IReadOnlyList<MemoryScope>?>(MemoryReach.Of(request));
        return Scope(request, named).Map(scope => (IReadOnlyList<MemoryScope>?)[scope]);
    }

    /// <summary>Whether what is in that scope belongs to another agent or person than the caller.</summary>
    public static bool IsOfOthers(ToolRequest request, MemoryScope scope) => scope.Kind switch
    {
        MemoryScopeKind.Agent => scope.Name != AgentOf(request),
        MemoryScopeKind.Operator => scope != OperatorOf(request),
        MemoryScopeKind.Thread => scope.Name != request.Thread?.Value && AgentOf(request) is not null,
        MemoryScopeKind.Workspace => scope.Name != request.Workspace && AgentOf(request) is not null,
        _ => false,
    };

    /// <summary>The agent that calls; null for people and programs.</summary>
    public static string? AgentOf(ToolRequest request) => request.Agent?.Value ?? request.Caller.Principal.Agent;

    /// <summary>Who writes, and whether the words came from outside.</summary>
    public async Task<NoteAuthor> AuthorAsync(
        ToolRequest request, NoteSource source, CancellationToken cancellationToken)
    {
        var isOutside = source.Url is not null || source.Session is not null || request.Caller.Speaker is not null;
        if (AgentOf(request) is { } agent)
            return new(agent, IsPerson: false, isOutside || await _outside.ReachAsync(request, cancellationToken));
        var caller = request.Caller;
        return caller.Speaker is not null || caller.Principal.IsLocal
            ? new(caller.Principal.Name, IsPerson: true, isOutside)
            : new(caller.Client?.JudgedAs ?? caller.Principal.Name, IsPerson: false, isOutside);
    }

    private static MemoryScope OperatorOf(ToolRequest request) =>
        MemoryScope.Operator(MemoryReach.OperatorOf(request));
}
