using AgentGateway.Domain.Memory;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Prompts;
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
        List<MemoryScope> scopes = [MemoryScope.Global, MemoryScope.Operator(OperatorOf(request))];
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
    /// What a prompt may show: the same scopes, of the agent that answers and of the person who wrote last, or for whom a
    /// delegation works. What a person in a chat asks is not answered from what belongs to the operator.
    /// </summary>
    public static IReadOnlyList<MemoryScope> Of(PromptSubject subject)
    {
        var last = subject.Messages.LastOrDefault(message => message.Role == MessageRole.User);
        List<MemoryScope> scopes =
        [
            MemoryScope.Global,
            MemoryScope.Operator(subject.Thread.PersonBehind(last) ?? Principal.Operator.Name),
            MemoryScope.Agent(subject.Agent.Id.Value),
        ];
        if (subject.Thread.Workspace is { } workspace) scopes.Add(MemoryScope.Workspace(workspace));
        scopes.Add(MemoryScope.Thread(subject.Thread.Id.Value));
        return scopes;
    }

    /// <summary>
    /// Everything at this machine belongs to its one operator; a person in a chat, who calls or for whom an agent does,
    /// has the name of their account.
    /// </summary>
    public static string OperatorOf(ToolRequest request) =>
        request.Caller.Speaker is not null ? request.Caller.Principal.Name : request.Person ?? Principal.Operator.Name;

    private static string? AgentOf(ToolRequest request) => request.Agent?.Value ?? request.Caller.Principal.Agent;
}
