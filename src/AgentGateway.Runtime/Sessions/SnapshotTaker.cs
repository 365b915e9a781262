using AgentGateway.Domain;
using AgentGateway.Domain.Sessions;
using AgentGateway.Runtime.Machines;

namespace AgentGateway.Runtime.Sessions;

/// <summary>Records what a session shows, its directory and the state of git there.</summary>
internal sealed class SnapshotTaker(SessionDispatcher dispatcher, GitState git)
{
    private const int ScreenCharactersMax = 16 * 1024;

    /// <param name="reason">start, end, needs-approval, trust, question, or what the caller says.</param>
    public async Task<Outcome<Receipt<TerminalSession>>> TakeAsync(
        LiveSession live, string reason, CancellationToken cancellationToken)
    {
        var (text, offset, reported) = live.ReadScreen(
            (screen, offset) => (RedactedScreen.Text(screen, live.Secrets), offset, screen.WorkingDirectory));
        var directory = DirectoryOf(live, reported);
        var (branch, state) = await git.OfAsync(directory, cancellationToken);
        return await dispatcher.TellAsync(
            live.Id,
            new NoteSnapshot(reason, offset, Cut(text.TrimEnd('\n')), directory, branch, state),
            cancellationToken);
    }

    private static string DirectoryOf(LiveSession live, string? reported) =>
        SessionDirectory.OfProcess(live)
        ?? (reported is not null && Uri.TryCreate(reported, UriKind.Absolute, out var address) && address.IsFile
            ? address.LocalPath
            : live.Directory);

    /// <summary>A text that is too long keeps its end.</summary>
    private static string Cut(string text)
    {
        if (text.Length <= ScreenCharactersMax) return text;
        var from = text.Length - ScreenCharactersMax;
        return text[(char.IsLowSurrogate(text[from]) ? from + 1 : from)..];
    }
}
