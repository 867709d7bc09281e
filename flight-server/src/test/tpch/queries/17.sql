SELECT sum(l_extendedprice) / 7.0 AS avg_yearly
FROM test.lineitem, test.part
WHERE p_partkey = l_partkey AND p_brand = 'Brand#23' AND p_container LIKE 'MED%'
    AND l_quantity < (SELECT 0.2 * avg(l_quantity) FROM test.lineitem WHERE l_partkey = p_partkey)
