using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.Serialization;

namespace Azure.Data.Tables;

/// <summary>
/// How a class that implements <see cref="ITableEntity"/> becomes a row and back: its public read-write properties under their own
/// names, or under that of <see cref="DataMemberAttribute"/>, without those marked <see cref="IgnoreDataMemberAttribute"/>.
/// </summary>
internal sealed class EntityShape
{
    private static readonly ConcurrentDictionary<Type, EntityShape> Shapes = new();

    private readonly Type _type;
    private readonly List<Member> _members;

    private EntityShape(Type type)
    {
        _type = type;
        _members =
        [
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(p => p.GetMethod is { IsPublic: true } && p.SetMethod is not null && p.GetIndexParameters().Length == 0)
                .Where(p => p.Name is not nameof(ITableEntity.ETag) && !p.IsDefined(typeof(IgnoreDataMemberAttribute)))
                .Select(p => new Member(p)),
        ];
    }

    public static EntityShape Of(Type type) => Shapes.GetOrAdd(type, static t => new EntityShape(t));

    public void Write(ITableEntity entity, EntityWriter writer)
    {
        foreach (var member in _members)
        {
            if (member.Name != TableEntity.TimestampName && member.Get(entity) is { } value)
                writer.WriteProperty(member.Name, value is Enum ? value.ToString()! : value);
        }
    }

    public ITableEntity Create(TableEntity row)
    {
        var entity = (ITableEntity)Activator.CreateInstance(_type)!;
        entity.ETag = row.ETag;
        foreach (var member in _members)
        {
            if (row.Properties.TryGetValue(member.Name, out var value) && value is not null)
                member.Set(entity, Convert(value, member));
        }

        return entity;
    }

    private static object Convert(object value, Member member) => (value, member.Type) switch
    {
        (int number, var type) when type == typeof(long) => (long)number,
        (int number, var type) when type == typeof(double) => (double)number,
        (DateTimeOffset instant, var type) when type == typeof(DateTime) => instant.UtcDateTime,
        (byte[] bytes, var type) when type == typeof(BinaryData) => BinaryData.FromBytes(bytes),
        (string text, { IsEnum: true }) => Enum.Parse(member.Type, text),
        _ when member.Type.IsInstanceOfType(value) => value,
        _ => throw new InvalidOperationException(
            $"Property {member.Name} is a {value.GetType()} in the table and a {member.Type} in the class."),
    };

    private sealed class Member(PropertyInfo property)
    {
        public string Name { get; } = property.GetCustomAttribute<DataMemberAttribute>()?.Name ?? property.Name;

        public Type Type { get; } = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;

        public Func<object, object?> Get { get; } = Getter(property);

        public Action<object, object> Set { get; } = Setter(property);

        private static Func<object, object?> Getter(PropertyInfo property)
        {
            var instance = Expression.Parameter(typeof(object));
            var read = Expression.Property(Expression.Convert(instance, property.DeclaringType!), property);
            return Expression.Lambda<Func<object, object?>>(Expression.Convert(read, typeof(object)), instance).Compile();
        }

        private static Action<object, object> Setter(PropertyInfo property)
        {
            var instance = Expression.Parameter(typeof(object));
            var value = Expression.Parameter(typeof(object));
            var target = Expression.Property(Expression.Convert(instance, property.DeclaringType!), property);
            var assign = Expression.Assign(target, Expression.Convert(value, property.PropertyType));
            return Expression.Lambda<Action<object, object>>(assign, instance, value).Compile();
        }
    }
}
