using System.Text;
using AgentGateway.Data;

namespace AgentGateway.Installation;

/// <summary>What a service manager is told of the daemon.</summary>
internal static class ServiceText
{
    /// <summary>
    /// A unit of the user's systemd. Only the daemon itself is ended with it, because sessions in tmux outlive it. Keys
    /// for models stand in a file, since a service has none of a shell's variables.
    /// </summary>
    public static string Systemd(IReadOnlyList<string> program, DataDirectory data) =>
        $"""
        [Unit]
        Description=AgentGateway daemon of {Unit(data.Path)}

        [Service]
        ExecStart={string.Join(' ', program.Select(Quoted))} serve --data {Quoted(data.Path)}
        EnvironmentFile=-{Unit(data.In("environment"))}
        Restart=on-failure
        KillMode=process

        [Install]
        WantedBy=default.target

        """;

    /// <summary>The same for launchd, on macOS.</summary>
    public static string Launchd(string label, IReadOnlyList<string> program, DataDirectory data)
    {
        string[] words = [.. program, "serve", "--data", data.Path];
        return $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
            <plist version="1.0">
            <dict>
              <key>Label</key><string>{Xml(label)}</string>
              <key>ProgramArguments</key>
              <array>{string.Concat(words.Select(word => $"<string>{Xml(word)}</string>"))}</array>
              <key>RunAtLoad</key><true/>
              <key>KeepAlive</key><dict><key>SuccessfulExit</key><false/></dict>
            </dict>
            </plist>

            """;
    }

    /// <summary>A word of a command in a unit: percent signs and dollars stand for themselves.</summary>
    private static string Quoted(string word)
    {
        var quoted = new StringBuilder("\"");
        foreach (var sign in Unit(word))
            quoted.Append(sign switch { '"' => "\\\"", '\\' => "\\\\", '$' => "$$", _ => sign.ToString() });
        return quoted.Append('"').ToString();
    }

    private static string Unit(string text) => text.Replace("%", "%%", StringComparison.Ordinal);

    private static string Xml(string text) => System.Security.SecurityElement.Escape(text);
}
