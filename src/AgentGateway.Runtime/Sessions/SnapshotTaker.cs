using AgentGateway.Domain;
using AgentGateway.Domain.Sessions;
using AgentGateway.Runtime.Machines;
using AgentGateway.Terminal.ProcessSessions;

namespace AgentGateway.Runtime.Sessions;

/// <summary>Writes down what a session shows, where it works and what git says there.</summary>
internal sealed class SnapshotTaker(SessionDispatcher dispatcher, GitState git)
{
    private const int ScreenCharactersMax = 16 * 1024;

    /// <param name="reason">start, end, needs-approval, question, or what the caller says.</param>
    public async Task<Outcome<Receipt<TerminalSession>>> TakeAsync(
        LiveSession live, string reason, CancellationToken cancellationToken)
    {
        var (text, offset, told) = live.Look(
            static (screen, offset) => (screen.RenderText(), offset, screen.WorkingDirectory));
        var directory = DirectoryOf(live, told);
        var (branch, state) = await git.OfAsync(directory, cancellationToken);
        return await dispatcher.TellAsync(
            live.Id,
            new NoteSnapshot(reason, offset, Cut(live.Redact(text.TrimEnd('\n'))), directory, branch, state),
            cancellationToken);
    }

    private static string DirectoryOf(LiveSession live, string? told)
    {
        if (live.Terminal is { } terminal && !terminal.Exited.IsCompleted
            && TerminalProcesses.Foreground(terminal.Child.ProcessId) is { } front
                && TerminalProcesses.DirectoryOf(front) is { } seen)
            return seen;
        return told is not null && Uri.TryCreate(told, UriKind.Absolute, out var address) && address.IsFile
            ? address.LocalPath
            : live.Directory;
    }

    /// <summary>Of a screen that is too large its lower part counts.</summary>
    private static string Cut(string text)
    {
        if (text.Length <= ScreenCharactersMax) return text;
        var from = text.Length - ScreenCharactersMax;
        return text[(char.IsLowSurrogate(text[from]) ? from + 1 : from)..];
    }
}
