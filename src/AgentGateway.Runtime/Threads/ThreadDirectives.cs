using AgentGateway.Domain;
using AgentGateway.Domain.Directives;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Threads;

/// <summary>All handlers of directives that are not the thread's own.</summary>
public sealed class ThreadDirectives(IEnumerable<IDirectiveHandler> handlers)
{
    /// <exception cref="InvalidOperationException">
    /// No module handles that directive, which is a bug.
    /// </exception>
    public Task<Outcome<DirectiveView>> HandleAsync(
        Caller caller, Directive directive, ThreadId thread, string? key, CancellationToken cancellationToken) =>
        (handlers.FirstOrDefault(handler => handler.Handles(directive))
            ?? throw new InvalidOperationException($"No module handles the directive {directive.GetType().Name}."))
        .HandleAsync(caller, directive, thread, key, cancellationToken);
}
