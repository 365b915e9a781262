using AgentGateway.Domain;
using AgentGateway.Domain.Documents;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Machines;

namespace AgentGateway.Runtime.Memory;

/// <summary>Erases the texts of documents that were forgotten.</summary>
internal sealed class DocumentEffects(
    MachineHost<DocumentMachine, DocumentState, DocumentCommand> host, StreamEraser eraser, IIdSource ids)
    : IEffects<DocumentState>
{
    public async Task PerformAsync(
        StreamId stream, DocumentState state, Effect effect, CancellationToken cancellationToken)
    {
        await eraser.EraseBeforeAsync(stream, state.ForgottenAt, cancellationToken);
        await host.SendAsync(
            stream.Id, new ConfirmDocumentErased(), new("daemon", ids.Next().Now, Urgent: true), cancellationToken);
    }
}
