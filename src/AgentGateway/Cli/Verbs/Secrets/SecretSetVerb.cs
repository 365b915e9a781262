using System.CommandLine;
using System.Text;
using AgentGateway.Domain;
using AgentGateway.Runtime.Secrets;

namespace AgentGateway.Cli.Verbs.Secrets;

/// <summary>
/// <c>agw secret set</c>: the value comes from standard input or from a prompt, never from an argument that others
/// could list.
/// </summary>
internal static class SecretSetVerb
{
    public static Command Create()
    {
        var name = SecretVerbs.Name();
        var command = VerbContext.Command("set",
            """
            Store a secret, in place of an earlier one of that name. The value is read from standard input, and an end
            of line at its end is left out; at a terminal it is asked for.

            Example:
              agw secret set NPM_TOKEN < token.txt
            """,
            async (context, parsed) =>
            {
                var value = Console.IsInputRedirected
                    ? await ReadAsync(context.CancellationToken)
                    : Prompt($"Value of {parsed.GetValue(name)}");
                if (value.IsRejected(out var refused)) return context.Refuse(refused);
                return await context.ShowAsync(
                    DaemonCalls.SecretSet,
                    Arguments.Of(("name", parsed.GetValue(name)), ("value", value.Value)),
                    answer => Screen.Aside($"{answer.Secret.Name} is stored."));
            });
        command.Add(name);
        return command;
    }

    /// <summary>A value that is not shown while it is typed; without a terminal the next line of standard input.</summary>
    public static async Task<Outcome<string>> AskAsync(string prompt, CancellationToken cancellationToken) =>
        Console.IsInputRedirected
            ? await Console.In.ReadLineAsync(cancellationToken) ?? ""
            : Prompt(prompt);

    private static async Task<Outcome<string>> ReadAsync(CancellationToken cancellationToken)
    {
        // A few bytes more than may be stored are read, so that the daemon refuses a value that is too long.
        var buffer = new byte[SecretStore.ValueBytesMax + 4];
        await using var input = Console.OpenStandardInput();
        var length = await input.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(buffer, 0, length);
            return text.EndsWith("\r\n", StringComparison.Ordinal)
                ? text[..^2]
                : text.EndsWith('\n') ? text[..^1] : text;
        }
        catch (DecoderFallbackException)
        {
            return new Rejection(
                "invalid_secret",
                "The value is not a text that can stand in an environment.",
                "Encode it, for instance with base64.");
        }
    }

    private static Outcome<string> Prompt(string name)
    {
        Console.Error.Write($"{name}: ");
        var value = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
            if (key.Key == ConsoleKey.Backspace) value.Length = Math.Max(0, value.Length - 1);
            else if (key.KeyChar >= ' ') value.Append(key.KeyChar);
        Console.Error.WriteLine();
        return value.ToString();
    }
}
