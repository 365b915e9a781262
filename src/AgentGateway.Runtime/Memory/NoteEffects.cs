using System.Diagnostics;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Memory;
using AgentGateway.Runtime.Machines;

namespace AgentGateway.Runtime.Memory;

/// <summary>Performs what notes owe: telling an earlier note that it is superseded, and erasing what is forgotten.</summary>
internal sealed class NoteEffects(
    MachineHost<NoteMachine, MemoryNote, NoteCommand> host, StreamEraser eraser, IIdSource ids) : IEffects<MemoryNote>
{
    public async Task PerformAsync(
        StreamId stream, MemoryNote state, Effect effect, CancellationToken cancellationToken)
    {
        switch (effect)
        {
            case LinkNote link:
                await SendAsync(link.Earlier.Value, new SupersedeNote(state.Id), cancellationToken);
                await SendAsync(stream.Id, new ConfirmNoteLinked(), cancellationToken);
                break;
            case EraseNote:
                await eraser.EraseAsync<NoteForgotten>(NoteStream.Kind, stream, cancellationToken);
                await SendAsync(stream.Id, new ConfirmNoteErased(), cancellationToken);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private Task SendAsync(string id, NoteCommand command, CancellationToken cancellationToken) =>
        host.SendAsync(id, command, new("daemon", ids.Next().Now, Urgent: true), cancellationToken);
}
