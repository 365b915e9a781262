using AgentGateway.Domain;

namespace AgentGateway.Storage.Tables;

/// <summary>A row and what its table needs beside its properties.</summary>
/// <param name="Table">Which of the store's tables keeps it.</param>
/// <param name="Detail">What is stored as JSON; null where every property has a column.</param>
/// <param name="Event">Which event of the append it belongs to, counted from 0; -1 for the stream as a whole.</param>
internal readonly record struct PreparedRow(int Table, ReadRow Row, byte[]? Detail, int Event);
