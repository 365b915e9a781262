using AgentGateway.Domain;
using AgentGateway.Domain.Directives;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Threads;

/// <summary><c>/approve</c> and <c>/deny</c>.</summary>
internal sealed class ApprovalDirectives(ApprovalService approvals) : IDirectiveHandler
{
    public bool Handles(Directive directive) => directive is Directive.Decide;

    public async Task<Outcome<DirectiveView>> HandleAsync(
        Caller caller, Directive directive, ThreadId thread, string? key, CancellationToken cancellationToken)
    {
        var decide = (Directive.Decide)directive;
        var outcome = await approvals.ResolveAsync(
            caller, new(decide.Approval, decide.Decision, decide.Reason), cancellationToken);
        if (outcome.IsRejected(out var refused, out var decided)) return refused;
        var (kind, word) = decided.Approval.State == "denied" ? ("deny", "denied") : ("approve", "approved");
        return new DirectiveView(
            kind, decided.Approval.Agent, $"{decided.Approval.Id} was {word}: {decided.Approval.Summary}");
    }
}
