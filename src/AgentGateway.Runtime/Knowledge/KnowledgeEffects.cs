using System.Diagnostics;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Knowledge;
using AgentGateway.Runtime.Machines;

namespace AgentGateway.Runtime.Knowledge;

/// <summary>
/// Performs what knowledge owes: telling a piece that another was promoted in its place, and erasing what is forgotten.
/// </summary>
internal sealed class KnowledgeEffects(
    MachineHost<KnowledgeMachine, KnowledgeItem, KnowledgeCommand> host, StreamEraser eraser, IIdSource ids)
    : IEffects<KnowledgeItem>
{
    public async Task PerformAsync(
        StreamId stream, KnowledgeItem state, Effect effect, CancellationToken cancellationToken)
    {
        switch (effect)
        {
            case ReplaceEarlierKnowledge replace:
                await SendAsync(replace.Earlier.Value, new ReplaceKnowledge(state.Id), cancellationToken);
                await SendAsync(stream.Id, new ConfirmKnowledgeReplaced(), cancellationToken);
                break;
            case EraseKnowledge:
                await eraser.EraseAsync<KnowledgeForgotten>(KnowledgeStream.Kind, stream, cancellationToken);
                await SendAsync(stream.Id, new ConfirmKnowledgeErased(), cancellationToken);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private Task SendAsync(string id, KnowledgeCommand command, CancellationToken cancellationToken) =>
        host.SendAsync(id, command, new("daemon", ids.Next().Now, Urgent: true), cancellationToken);
}
