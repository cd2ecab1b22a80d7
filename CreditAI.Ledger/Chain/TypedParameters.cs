using Npgsql;
using NpgsqlTypes;

namespace CreditAI.Ledger.Chain;

internal static class TypedParameters
{
    /// <summary>Adds the next parameter, by its place. It keeps how its type is written, and boxes nothing, however often the command is executed.</summary>
    public static NpgsqlParameter<T> Add<T>(this NpgsqlCommand command, NpgsqlDbType type)
    {
        var parameter = new NpgsqlParameter<T> { NpgsqlDbType = type };
        command.Parameters.Add(parameter);
        return parameter;
    }
}
