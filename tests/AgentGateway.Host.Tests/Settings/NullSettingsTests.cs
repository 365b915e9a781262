using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Data;
using AgentGateway.Settings;
using Microsoft.Extensions.Configuration;

namespace AgentGateway.Host.Tests.Settings;

/// <summary>A setting that is null counts as left out; within a list it is refused.</summary>
public sealed class NullSettingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_null_in_the_place_of_each_setting_changes_nothing()
    {
        using var schema = SettingsSchema.Parse();
        var (settings, problems) = Load(Filled(schema.RootElement, null)!);

        Assert.Empty(problems);
        var defaults = Load(new JsonObject()).Settings!.AsEnumerable().Where(pair => pair.Value is not null);
        Assert.Equal(defaults, settings!.AsEnumerable().Where(pair => pair.Value is not null));
        Assert.DoesNotContain(
            settings!.AsEnumerable(),
            pair => pair.Value is null && !settings!.GetSection(pair.Key).GetChildren().Any());
    }

    [Fact]
    public void A_null_in_each_list_is_refused_by_its_place()
    {
        using var schema = SettingsSchema.Parse();
        var lists = Lists(schema.RootElement, "").ToList();
        Assert.Contains("Sandbox:Read", lists);
        foreach (var list in lists)
        {
            JsonNode file = new JsonArray((JsonNode?)null);
            foreach (var name in list.Split(':').Reverse())
                file = name == "0" ? new JsonArray(file) : new JsonObject { [name] = file };
            var refused = Assert.Single(Load(file).Problems);
            Assert.Equal("invalid_setting", refused.Code);
            Assert.StartsWith($"The setting {list}:0 is null", refused.Message, StringComparison.Ordinal);
        }
    }

    private (IConfigurationRoot? Settings, IReadOnlyList<Domain.Rejection> Problems)
        Load(JsonNode file)
    {
        var data = new DataDirectory(_folder.Path);
        File.WriteAllText(data.Settings, file.ToJsonString());
        File.SetUnixFileMode(data.Settings, DataDirectory.OwnerFile);
        return SettingsLoader.Load(data, new Dictionary<string, string?>());
    }

    /// <summary>Every setting with that value.</summary>
    private static JsonNode? Filled(JsonElement schema, string? value)
    {
        if (!schema.TryGetProperty("properties", out var properties)) return value;
        var group = new JsonObject();
        foreach (var property in properties.EnumerateObject().Where(one => !one.Name.StartsWith('$')))
            group[property.Name] = Filled(property.Value, value);
        return group;
    }

    /// <summary>The path of every list, in a list of groups that of its first group.</summary>
    private static IEnumerable<string> Lists(JsonElement schema, string path)
    {
        if (schema.TryGetProperty("items", out var items))
        {
            if (!items.TryGetProperty("properties", out _)) return [path];
            return Lists(items, $"{path}:0").Append(path);
        }

        var own = schema.TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject().Where(one => !one.Name.StartsWith('$'))
                .SelectMany(one => Lists(one.Value, path.Length == 0 ? one.Name : $"{path}:{one.Name}"))
            : [];
        return schema.TryGetProperty("additionalProperties", out var others) && others.ValueKind == JsonValueKind.Object
            ? own.Concat(Lists(others, $"{path}:x"))
            : own;
    }
}
