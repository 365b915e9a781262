using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Gateways.Discord.Api;
using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Discord.Writing;

/// <summary>The gateway's commands as Discord's slash commands: each has one option, the text after the word.</summary>
internal static class DiscordCommands
{
    private const int NameLengthMax = 32;
    private const int SummaryLengthMax = 100;

    /// <summary>Arguments that a person writes and does not choose, so no candidates are asked for.</summary>
    private static readonly string[] FreeText = ["TEXT", "MESSAGE", "COMMAND", "CODE", "TITLE", "PROMPT"];

    public static JsonArray Write(IEnumerable<ChatCommandWord> words)
    {
        var commands = new JsonArray();
        foreach (var word in words)
        {
            var command = new JsonObject
            {
                ["name"] = word.Name,
                ["type"] = 1,
                ["description"] = Summary(word.Summary),
            };
            if (word.Argument is { } argument) command["options"] = new JsonArray(Option(argument));
            commands.Add((JsonNode)command);
        }

        return commands;
    }

    /// <summary>A digest of commands, the same for what was written and for what Discord gives back of it.</summary>
    public static string Digest(JsonElement commands)
    {
        var all = commands.ValueKind == JsonValueKind.Array ? commands.EnumerateArray().ToList() : [];
        var parts = all.Select(OneLine).Order(StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));
    }

    private static string OneLine(JsonElement command) => string.Join('\0', [
        command.Text("name") ?? "", $"{command.Number("type") ?? 1}", command.Text("description") ?? "",
        .. command.Items("options").SelectMany(option => (string[])[
            option.Text("name") ?? "", $"{option.Number("type")}", option.Text("description") ?? "",
            $"{option.IsTrue("required")}", $"{option.IsTrue("autocomplete")}"]),
    ]);

    private static JsonObject Option(string argument)
    {
        var words = argument.Split([' ', '[', ']', '.', '…', '|'], StringSplitOptions.RemoveEmptyEntries);
        var option = new JsonObject
        {
            ["type"] = 3,
            ["name"] = Name(words),
            ["description"] = Summary(argument),
            ["required"] = !argument.StartsWith('['),
        };
        if (!FreeText.Contains(words.FirstOrDefault()?.ToUpperInvariant())) option["autocomplete"] = true;
        return option;
    }

    /// <summary>Discord takes names of lower-case letters, digits, hyphens and underscores.</summary>
    private static string Name(string[] words)
    {
        var letters = string.Join('_', words).ToLowerInvariant()
            .Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');
        var name = string.Concat(letters.Take(NameLengthMax));
        return name.Length == 0 ? "text" : name;
    }

    private static string Summary(string text)
    {
        var line = text.Trim();
        if (line.Length == 0) return "-";
        return line.Length <= SummaryLengthMax ? line : line[..SummaryLengthMax];
    }
}
