using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Domain;
using AgentGateway.Installation.Clients;
using AgentGateway.Views;

namespace AgentGateway.Cli.Verbs.Installation;

/// <summary><c>agw setup</c>: writes the MCP entry and the hooks into the settings of a client.</summary>
internal static class SetupVerb
{
    /// <summary>The variable that every process in a session inherits.</summary>
    private const string SessionMark = "AGW_SESSION";

    public static Command Create()
    {
        var name = new Argument<string?>("CLIENT")
        {
            Description = string.Join(", ", ClientCatalogue.Names),
            Arity = ArgumentArity.ZeroOrOne,
        };
        name.AcceptOnlyFromAmong([.. ClientCatalogue.Names]);
        var remove = new Option<bool>("--remove") { Description = "Take out what setup wrote" };
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask before files are written" };
        var command = VerbContext.Command("setup",
            """
            Give a client the MCP server: writes its entry, and for Claude Code and Codex also the hooks that tell a
            session's status, into the client's own settings of your user. The change is shown first. Everything else in
            the file stays, comments too, and a copy of it is left beside it (FILE.agw-backup). A `notify` of Codex that
            calls another program stays as well. Called again it changes nothing.

            Without a client it lists the clients that were found, and how far each is set up.

            Examples:
              agw setup
              agw setup claude
              agw setup codex --yes
              agw setup codex --remove
            """,
            async (context, parsed) =>
            {
                var isRemoved = parsed.GetValue(remove);
                if (parsed.GetValue(name) is { } client)
                    return await RunAsync(context, client, isRemoved, parsed.GetValue(yes));
                return isRemoved
                    ? context.Refuse(UsageErrors.Because("--remove needs the name of a client.", "agw setup"))
                    : List(context);
            },
            needsDaemon: false);
        command.Add(name);
        command.Add(remove);
        command.Add(yes);
        return command;
    }

    /// <summary>Takes agw out of every client and says where; a file that cannot be changed is told.</summary>
    public static void RemoveAll(VerbContext context)
    {
        var setup = new ClientSetup(context.Data);
        foreach (var client in setup.Clients)
        {
            if (ClientSetup.Changes(client, remove: true).IsRejected(out var unreadable, out var changes))
            {
                Screen.Error(unreadable);
                continue;
            }

            foreach (var change in changes)
                if (ClientSetup.Write(change) is { } failed) Screen.Error(failed);
                else Screen.Line($"{client.Title}: agw is taken out of {change.Path}.");
        }
    }

    /// <summary>
    /// The settings of a client say which programs it starts outside of every sandbox, so only a person changes them. A
    /// daemon that runs knows its own processes; without one the session's mark tells.
    /// </summary>
    public static async Task<Rejection?> RefuseInsideAsync(VerbContext context)
    {
        if (Environment.GetEnvironmentVariable(SessionMark) is { Length: > 0 })
            return new(
                "inside_session",
                "Settings of clients are not changed from inside a session.",
                "Run this outside of sessions, in a terminal of your own.");
        var connected = await ControlClient.ConnectAsync(context.Data, context.CancellationToken);
        if (connected.IsRejected(out _, out var client)) return null;
        using (client)
            return (await client.CallAsync(
                DaemonCalls.Status.Name, new JsonObject(), null, context.CancellationToken)).Rejection
                is { Code: "inside_session" } refused
                ? refused
                : null;
    }

    private static int List(VerbContext context)
    {
        var setup = new ClientSetup(context.Data);
        var clients = setup.Clients.Select(client => new SetupClientView(
            client.Name, client.Title, setup.IsInstalled(client), Name(ClientSetup.State(client)),
            [.. client.Files.Select(file => file.Path)])).ToList();
        if (context.IsJson)
        {
            Screen.Line(JsonSerializer.Serialize(new SetupListView(clients), HostJson.Plain.SetupListView));
            return ExitCodes.Done;
        }

        Screen.Table(
            ["CLIENT", "STATE", "FILES"],
            clients.Where(client => client.Installed)
                .Select(client => (IReadOnlyList<string?>)[client.Name, client.State, string.Join(", ", client.Files)]),
            "No client was found. One that is missing here: agw setup --help");
        if (clients.Where(client => !client.Installed).ToList() is { Count: > 0 } missing)
            Screen.Aside($"Not found: {string.Join(", ", missing.Select(client => client.Name))}");
        if (clients.Find(client => client.Installed && client.State is not "set up") is { } next)
            Screen.Aside($"agw setup {next.Name}");
        return ExitCodes.Done;
    }

    private static async Task<int> RunAsync(VerbContext context, string name, bool remove, bool yes)
    {
        if (await RefuseInsideAsync(context) is { } inside) return context.Refuse(inside);
        var setup = new ClientSetup(context.Data);
        var client = setup.Clients.Single(one => one.Name == name);
        if (ClientSetup.Changes(client, remove).IsRejected(out var unreadable, out var changes))
            return context.Refuse(unreadable);
        if (!context.IsJson)
        {
            if (!remove && !setup.IsInstalled(client)) Screen.Aside($"{client.Title} was not found on this machine.");
            if (changes.Count == 0)
                Screen.Line(remove
                    ? $"{client.Title} has nothing of agw. Nothing was changed."
                    : $"{client.Title} is set up. Nothing was changed.");
            foreach (var change in changes) Screen.Text(change.Diff);
        }

        if (changes.Count > 0 && !yes && !IsMeant(context))
            return context.Refuse(new("not_confirmed", "Nothing was changed.", "Call it with --yes to write this."));
        foreach (var change in changes)
        {
            if (ClientSetup.Write(change) is { } failed) return context.Refuse(failed);
            if (!context.IsJson) Screen.Line(Told(change));
        }

        if (context.IsJson)
            Screen.Line(JsonSerializer.Serialize(
                new SetupView(
                    client.Name, changes.Count > 0, [.. changes.Select(one => new SetupFileView(one.Path, one.Copy))]),
                HostJson.Plain.SetupView));
        else if (changes.Count > 0) Screen.Aside($"{client.Title} takes it up when it starts again.");
        return ExitCodes.Done;
    }

    /// <summary>Only a person at a terminal can say yes.</summary>
    private static bool IsMeant(VerbContext context)
    {
        if (context.IsJson || Console.IsInputRedirected) return false;
        Screen.Piece("Write this? [y/N] ");
        return Console.In.ReadLine()?.Trim().ToLowerInvariant() is "y" or "yes";
    }

    private static string Told(ClientChange change) =>
        (File.Exists(change.Path)
            ? $"{change.Path} is written."
            : $"{change.Path} is deleted; there was nothing else in it.")
        + (change.Copy is null ? "" : $" As it was: {change.Copy}");

    private static string Name(ClientState state) => state switch
    {
        ClientState.SetUp => "set up",
        ClientState.NotSetUp => "not set up",
        ClientState.Incomplete => "incomplete",
        ClientState.Unreadable => "unreadable",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
