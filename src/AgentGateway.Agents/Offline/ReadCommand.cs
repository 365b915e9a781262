using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Threads;

namespace AgentGateway.Agents.Offline;

/// <summary>Shows the end of a thread.</summary>
internal sealed class ReadCommand(ThreadService threads) : OfflineCommand("read")
{
    private const int MessagesMax = 20;
    private const int MessageCharactersMax = 2_000;

    public override async Task<string> RunAsync(string arguments, Message order, CancellationToken cancellationToken)
    {
        if (arguments.Length == 0) return $"Say which thread: `{Described.Usage}`. `/threads` lists them.";
        var read = await threads.ReadAsync(
            new(arguments, Before: $"{long.MaxValue}", Limit: MessagesMax), cancellationToken);
        if (read.IsRejected(out var rejection)) return $"{rejection.Message} {rejection.Hint}".Trim();
        var (thread, messages, _) = read.Value;
        return messages.Count == 0
            ? $"**{thread.Title}** has no messages."
            : $"**{thread.Title}**\n\n" + string.Join("\n\n", messages.Where(message => message.Text.Length > 0)
                .Select(message => $"**{message.Author}**: {Shown(message.Text)}"));
    }

    private static string Shown(string text) =>
        text.Length <= MessageCharactersMax ? text : text[..MessageCharactersMax] + " […]";
}
