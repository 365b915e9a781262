using AgentGateway.Domain.Directives;

namespace AgentGateway.Cli.Chat;

/// <summary>What the chat itself obeys; all other words behind a slash are the gateway's.</summary>
internal static class ChatCommands
{
    public static IReadOnlyList<GatewayCommand> All { get; } =
    [
        new("quit", "/quit", "leaves; nothing ends by it"),
        new("exit", "/exit", "the same"),
        new("clear", "/clear", "clears the window"),
        new("stop", "/stop", "ends what runs in the thread, as ctrl-C does"),
    ];

    /// <summary>Said below the answer to <c>/help</c>.</summary>
    public static string Help { get; } =
        $"""
        {string.Join("\n", All.Select(command => $"{command.Usage,-8}  {command.Summary}"))}
        tab       completes commands, @agents, !agents and @files
        alt-enter or a backslash at the end: a further line; ctrl-R searches what you entered
        ctrl-C    stops the answer, again: leaves; ctrl-D on an empty line leaves
        """;

    /// <summary>The command that a text is; null for all other texts.</summary>
    public static string? Find(string text) =>
        All.FirstOrDefault(command => text.Trim() == command.Usage)?.Name;
}
