using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Threads;

namespace AgentGateway.Runtime.Memory;

/// <summary>The notes that count in a deleted thread alone.</summary>
internal sealed class MemoryThreadTexts(NoteService notes) : IThreadTexts
{
    public Task EraseAsync(ThreadId thread, CancellationToken cancellationToken) =>
        notes.ForgetOfThreadAsync(thread, cancellationToken);
}
