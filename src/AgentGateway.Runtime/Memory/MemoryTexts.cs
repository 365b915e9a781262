using System.Globalization;
using AgentGateway.Domain.Documents;
using AgentGateway.Domain.Memory;
using AgentGateway.Runtime.Recall;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Memory;

/// <summary>Notes and documents as front ends show them.</summary>
internal static class MemoryTexts
{
    public static NoteView Of(MemoryNote note)
    {
        var content = note.Content!;
        return new()
        {
            Id = note.Id.Value,
            Kind = ViewWriter.Word(content.Kind),
            Scope = content.Scope.ToString(),
            Subject = content.Subject.Length == 0 ? null : content.Subject,
            Text = content.Text,
            State = ViewWriter.Word(note.Standing),
            Trust = ViewWriter.Word(Trust(note)),
            Confidence = content.Confidence,
            Author = note.Author!.Name,
            Source = Source(note.Source),
            CreatedAt = note.CreatedAt,
            UpdatedAt = note.UpdatedAt,
            ExpiresAt = content.ExpiresAt,
            Confirmations = note.Confirmations,
            Corrections = note.Corrections,
            Supersedes = note.Supersedes?.Value,
            SupersededBy = note.SupersededBy?.Value,
            Reason = note.Reason,
        };
    }

    public static DocumentItemView Item(DocumentVersion version) => new(
        version.Document.Value,
        version.Scope.ToString(),
        version.Name,
        version.Version,
        version.Text.Text.Length,
        version.Author.Name,
        version.At);

    public static DocumentView Of(DocumentVersion version, string? diff = null) => new()
    {
        Id = version.Document.Value,
        Scope = version.Scope.ToString(),
        Name = version.Name,
        Version = version.Version,
        Text = version.Text.Text,
        Change = ViewWriter.Word(version.Text.Change),
        Author = version.Author.Name,
        Reason = version.Reason,
        Untrusted = version.Author.IsUntrusted,
        At = version.At,
        Diff = diff,
    };

    /// <summary>How far a note can be believed.</summary>
    public static RecallTrust Trust(MemoryNote note) =>
        note.IsConfirmed ? RecallTrust.Confirmed
        : note.Author!.IsUntrusted ? RecallTrust.Untrusted
        : RecallTrust.Working;

    /// <summary>Where a note was learned, for people; null where that is not known.</summary>
    public static string? Source(NoteSource source)
    {
        List<string> parts = [];
        if (source.Thread is { } thread) parts.Add($"thread {thread}");
        if (source.Message is { } message) parts.Add($"message {message}");
        if (source.Session is { } session) parts.Add($"session {session}");
        if (source.Range is { } range) parts.Add($"bytes {range}");
        if (source.File is { } file) parts.Add($"file {file}");
        if (source.Url is { } url) parts.Add(url);
        return parts.Count == 0 ? null : string.Join(", ", parts);
    }

    /// <summary>A note as a prompt shows it, on one line where it is short.</summary>
    public static string Line(MemoryNote note)
    {
        var content = note.Content!;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(content.Subject.Length == 0 ? "" : $"{content.Subject}: ")}{content.Text}");
    }
}
