using AgentGateway.Domain.Memory;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Recall;

/// <summary>The scopes of memory that a caller reads, from what the daemon established and never from an argument.</summary>
public static class MemoryReach
{
    /// <summary>
    /// The global scope, that of the caller's operator, of its agent, of the directory that it works in and of its thread.
    /// </summary>
    public static IReadOnlyList<MemoryScope> Of(ToolRequest request)
    {
        List<MemoryScope> scopes = [MemoryScope.Global, MemoryScope.Operator(OperatorOf(request.Caller))];
        if (AgentOf(request) is { } agent) scopes.Add(MemoryScope.Agent(agent));
        if (request.Workspace is { } workspace) scopes.Add(MemoryScope.Workspace(workspace));
        if (request.Thread is { } thread) scopes.Add(MemoryScope.Thread(thread.Value));
        return scopes;
    }

    /// <summary>
    /// Whether the caller reads that scope when it names it. Beyond what it reads anyway, people and programs of this
    /// machine may name any scope; an agent and a person in a chat may not.
    /// </summary>
    public static bool Reads(ToolRequest request, MemoryScope scope) =>
        Of(request).Contains(scope) || (AgentOf(request) is null && request.Caller.Speaker is null && request.IsOfClient);

    /// <summary>
    /// Everything at this machine belongs to its one operator; a person in a chat has the name of their account.
    /// </summary>
    public static string OperatorOf(Caller caller) =>
        caller.Speaker is null ? Principal.Operator.Name : caller.Principal.Name;

    private static string? AgentOf(ToolRequest request) => request.Agent?.Value ?? request.Caller.Principal.Agent;
}
