using System.CommandLine;
using System.Diagnostics;
using AgentGateway.Bridge;
using AgentGateway.Settings;
using Microsoft.Extensions.Configuration;

namespace AgentGateway.Cli.Verbs.Configuration;

/// <summary><c>agw config</c>: reads and changes the settings of the data directory.</summary>
internal static class ConfigVerbs
{
    private static readonly Verb[] Verbs =
        [new("get", Get), new("set", Set), new("edit", Edit), new("path", Path)];

    public static Command Create(ReadOnlyMemory<string> words) =>
        Verb.Group(
            new("config",
                """
                Read and change the settings of the data directory.

                Examples:
                  agw config get
                  agw config set Threads:DefaultAgent weles
                """),
            words,
            Verbs);

    private static Command Get()
    {
        var key = new Argument<string?>("KEY")
        {
            Description = "A setting or a group, such as Threads:DefaultAgent or Http",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = VerbContext.Command("get",
            """
            Show what is set: by the file, or by variables of this shell. What is not listed has its default, which the
            schema tells. Keys are not shown.

            Examples:
              agw config get
              agw config get Threads:DefaultAgent
            """,
            (context, parsed) => Task.FromResult(Show(context, parsed.GetValue(key) ?? "")),
            needsDaemon: false);
        command.Add(key);
        return command;
    }

    private static int Show(VerbContext context, string key)
    {
        var (settings, problems) = SettingsLoader.Load(context.Data, new Dictionary<string, string?>());
        if (settings is null) return context.Refuse(problems[0]);
        var section = ConfigDraft.Names(key) is [] ? (IConfiguration)settings : settings.GetSection(key);
        var set = section.AsEnumerable()
            .Where(pair => pair.Value is not null && !pair.Key.StartsWith('$'))
            .OrderBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(pair => pair.Key, pair => ConfigDraft.IsSecret(pair.Key) ? "(secret)" : pair.Value!);
        if (context.IsJson) Screen.Line(ConfigDraft.Json(set));
        else if (set.TryGetValue(key, out var only)) Screen.Line(only);
        else if (set.Count > 0) foreach (var (name, value) in set) Screen.Line($"{name} = {value}");
        else if (ConfigDraft.Describe(key).IsRejected(out var unknown, out var described))
            return context.Refuse(unknown);
        else Screen.Aside(key.Length == 0 ? $"Nothing is set. {context.Data.Settings}" : $"Not set. {described}");
        return ExitCodes.Done;
    }

    private static Command Set()
    {
        var key = new Argument<string>("KEY") { Description = "The setting, such as Threads:DefaultAgent" };
        var value = new Argument<string>("VALUE") { Description = "Its value; a list or a group as JSON" };
        var command = VerbContext.Command("set",
            """
            Change one setting in the file, which stays as it is otherwise, with its comments. A value that is not
            allowed is refused and changes nothing. Most settings count at once; doctor and status name those that do
            not.

            Examples:
              agw config set Threads:DefaultAgent weles
              agw config set Providers:local:base_url http://127.0.0.1:1234/v1
              agw config set Http:AllowedHosts '["box.local"]'
            """,
            (context, parsed) =>
            {
                var (name, text) = (parsed.GetValue(key)!, parsed.GetValue(value)!);
                if (ConfigDraft.Set(context.Data, name, text) is { } refused)
                    return Task.FromResult(context.Refuse(refused));
                Screen.Line(context.IsJson
                    ? ConfigDraft.Json(new() { ["file"] = context.Data.Settings })
                    : $"{name} is set in {context.Data.Settings}");
                if (!context.IsJson && DaemonStarter.Answers(context.Data))
                    Screen.Aside("agw status says whether the running daemon has to be restarted for it.");
                return Task.FromResult(ExitCodes.Done);
            },
            needsDaemon: false);
        command.Add(key);
        command.Add(value);
        return command;
    }

    private static Command Edit() => VerbContext.Command("edit",
        """
        Open the settings in your editor (VISUAL, else EDITOR, else vi) and check them when it ends. The schema lies
        beside the file, so that editors complete names.

        Example:
          agw config edit
        """,
        async (context, _) =>
        {
            ConfigDraft.Begin(context.Data);
            var editor = Variable("VISUAL") ?? Variable("EDITOR") ?? "vi";
            // By a shell, because the variables may hold options, such as "code --wait".
            using var editing = Process.Start(
                "/bin/sh", ["-c", $"exec {editor} \"$1\"", "sh", context.Data.Settings]);
            await editing.WaitForExitAsync(context.CancellationToken);
            if (editing.ExitCode != 0)
                return context.Refuse(new(
                    "editor_failed", $"{editor} ended with {editing.ExitCode}.",
                        "Set EDITOR to the editor that you use."));
            var (_, problems) = SettingsLoader.Load(context.Data, new Dictionary<string, string?>());
            foreach (var problem in problems) Screen.Error(problem);
            if (problems.Count == 0) Screen.Line($"{context.Data.Settings} can be used.");
            return problems.Count == 0 ? ExitCodes.Done : ExitCodes.Failed;
        },
        hasJson: false,
        needsDaemon: false);

    private static Command Path() => VerbContext.Command("path",
        """
        Print the path of the settings file.

        Example:
          agw config path
        """,
        (context, _) =>
        {
            Screen.Line(context.IsJson
                ? ConfigDraft.Json(new() { ["file"] = context.Data.Settings })
                : context.Data.Settings);
            return Task.FromResult(ExitCodes.Done);
        },
        needsDaemon: false);

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? text : null;
}
