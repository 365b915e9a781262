using System.CommandLine;
using System.Text.Json.Nodes;

namespace AgentGateway.Cli.Verbs.Sessions;

/// <summary>Where and how a session's terminal is: options whose names are those of the tool's arguments.</summary>
internal sealed class SessionPlaceOptions
{
    private readonly Option<string> _directory = new("--directory") { Description = "Where it starts [default: the workspace's directory, else this one]", HelpName = "DIR" };

    private readonly Option<string>[] _texts =
    [
        new("--name") { Description = "A name to address it by, besides its id", HelpName = "NAME" },
        new("--workspace") { Description = "A workspace: its directory and its ports", HelpName = "NAME" },
        new("--backend") { Description = "auto, pty, or tmux, which survives the daemon [default: auto]", HelpName = "BACKEND" },
        new("--sandbox") { Description = "none, or bwrap: sees no other session, leaves no process behind [default: none]", HelpName = "SANDBOX" },
        new("--init") { Description = "A shell script to run in the terminal before the program", HelpName = "SCRIPT" },
        new("--cleanup") { Description = "A shell script to run after it, however it ended", HelpName = "SCRIPT" },
        new("--agent") { Description = "The agent that it belongs to", HelpName = "ID" },
        new("--thread-id") { Description = "A thread in which its start, end and status appear", HelpName = "THREAD" },
    ];

    private readonly Option<int?>[] _sizes =
    [
        new("--columns") { Description = "Width [default: 80]", HelpName = "N" },
        new("--rows") { Description = "Height [default: 24]", HelpName = "N" },
    ];

    public void AddTo(Command command)
    {
        command.Add(_directory);
        foreach (var option in _texts) command.Add(option);
        foreach (var option in _sizes) command.Add(option);
    }

    /// <summary>Adds what was given to the arguments of the call.</summary>
    public void Add(ParseResult parsed, JsonObject arguments)
    {
        if (parsed.GetValue(_directory) is { } directory) arguments["directory"] = Path.GetFullPath(directory);
        foreach (var option in _texts)
            if (parsed.GetValue(option) is { } text) arguments[NameOf(option)] = text;
        foreach (var option in _sizes)
            if (parsed.GetValue(option) is { } size) arguments[NameOf(option)] = size;
    }

    private static string NameOf(Option option) => option.Name[2..].Replace('-', '_');
}
