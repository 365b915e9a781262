using System.Text.Json;
using AgentGateway.Data;
using AgentGateway.Domain;
using AgentGateway.Runtime.Files;
using Microsoft.Extensions.Configuration;

namespace AgentGateway.Settings;

/// <summary>
/// Reads the settings: <c>appsettings.json</c> beside the program, then the data directory's, then the environment,
/// then the options of the command. Nothing else is read, and nothing from the current directory.
/// </summary>
internal static class SettingsLoader
{
    public const string EnvironmentPrefix = "AGW_";

    private static readonly JsonDocumentOptions Lenient = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>The settings, or everything that is wrong with them.</summary>
    /// <param name="draft">A file that is read in the place of the data directory's, to try it.</param>
    public static (IConfigurationRoot? Settings, IReadOnlyList<Rejection> Problems) Load(
        DataDirectory data, IReadOnlyDictionary<string, string?> options, string? draft = null)
    {
        var builder = new ConfigurationBuilder();
        var problems = new List<Rejection>();
        var origins = new List<string>();
        foreach (var file in (string[])
        [
            Path.Combine(AppContext.BaseDirectory, "appsettings.json"),
            draft ?? data.Settings,
        ])
        {
            if (SettingsFile.Refuse(file) is { } refused)
            {
                problems.Add(refused);
                continue;
            }

            if (!File.Exists(file)) continue;
            if (Read(file).IsRejected(out var unreadable))
            {
                problems.Add(unreadable);
                continue;
            }

            builder.Add(SettingsFileSource.Of(file));
            origins.Add(file);
        }

        if (problems.Count > 0) return (null, problems);
        builder.Add(new SettingsVariables());
        origins.Add("the environment");
        builder.AddInMemoryCollection(options);
        origins.Add("the command line");
        var settings = builder.Build();
        problems.AddRange(new SettingsCheck(settings, origins).Problems());
        problems.AddRange(SandboxSettings.Problems(settings));
        return problems.Count > 0 ? (null, problems) : (settings, problems);
    }

    private static Outcome<bool> Read(string file)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file), Lenient);
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? true
                : new Rejection(
                    "invalid_settings",
                    $"{file} is no JSON object.",
                    "It begins with { and ends with }; appsettings.schema.json beside the program says what may be in "
                        + "it.");
        }
        catch (JsonException error)
        {
            return new Rejection("invalid_settings",
                $"{file}, line {error.LineNumber + 1}, column {error.BytePositionInLine + 1}: this is not JSON. "
                    + $"{Reason(error)}",
                "Correct it, or remove the file to start with the defaults.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new Rejection(
                "settings_unreadable",
                $"{file} cannot be read: {error.Message}",
                "Make it readable for the user that runs agw.");
        }
    }

    /// <summary>The parser's sentence without its own account of the place.</summary>
    private static string Reason(JsonException error) => error.Message.Split(" LineNumber:")[0].Trim();
}
