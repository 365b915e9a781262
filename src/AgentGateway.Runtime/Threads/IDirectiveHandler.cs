using AgentGateway.Domain;
using AgentGateway.Domain.Directives;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Threads;

/// <summary>Carries out directives of messages that concern another capability than threads.</summary>
public interface IDirectiveHandler
{
    bool Handles(Directive directive);

    /// <param name="thread">The thread that the message was sent to.</param>
    /// <param name="key">The idempotency key of what the directive creates; null for none.</param>
    Task<Outcome<DirectiveView>> HandleAsync(
        Caller caller, Directive directive, ThreadId thread, string? key, CancellationToken cancellationToken);
}
