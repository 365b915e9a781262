using System.Diagnostics;
using AgentGateway.Domain;
using AgentGateway.Domain.Memory;

namespace AgentGateway.Runtime.Memory;

/// <summary>The events of a note as its history tells them.</summary>
internal static class NoteChanges
{
    /// <summary>The change; null for an event that people need not know of.</summary>
    public static MemoryChangeView? Of(RecordedEvent recorded)
    {
        return recorded.Event switch
        {
            NoteRemembered e => Told("remembered", null, e.Content.Text),
            NoteCorrected e => Told("corrected", e.Reason, e.Content.Text),
            NoteConfirmed => Told("confirmed", null, null),
            NoteSuperseded e => Told("superseded", $"by {e.By}", null),
            NoteRetracted e => Told("retracted", e.Reason, null),
            NoteForgotten => Told("forgotten", null, null),
            NoteLinked or NoteErased => null,
            _ => throw new UnreachableException(),
        };

        MemoryChangeView Told(string change, string? reason, string? text) =>
            new(recorded.Version, change, recorded.Actor, recorded.At, reason, text, null);
    }
}
