using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using AgentGateway.Storage.Sqlite;

namespace AgentGateway.Storage.Tables;

/// <summary>What of a row is stored as JSON.</summary>
internal static class StoredDetail
{
    public static T Read<T>(ReadOnlySpan<byte> detail, JsonTypeInfo<T> json) =>
        JsonSerializer.Deserialize(detail, json) ?? throw new JsonException($"A row of type {typeof(T).Name} is null.");

    /// <summary>
    /// Whether the statement, which asks for the row by all its columns, finds it with this JSON as its first column.
    /// </summary>
    public static RowState Compare(SqliteStatement statement, byte[] expected)
    {
        var stored = statement.Step() ? statement.Bytes(0).ToArray() : null;
        statement.Reset();
        return stored is not null && AreEqual(stored, expected) ? RowState.Same : RowState.Different;
    }

    /// <summary>Whether the statement, which asks for a removed row by its key, finds none.</summary>
    public static RowState Absent(SqliteStatement statement)
    {
        var isThere = statement.Step();
        statement.Reset();
        return isThere ? RowState.Different : RowState.Same;
    }

    public static bool AreEqual(byte[] stored, byte[] expected) =>
        stored.AsSpan().SequenceEqual(expected) || JsonNode.DeepEquals(
            JsonNode.Parse(stored), JsonNode.Parse(expected));
}
